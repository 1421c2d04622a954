#compdef slipway
# Completion of slipway for zsh: source this text after compinit, or put it into fpath as _slipway.
_slipway() {
  local -a found open
  local line file=
  while IFS= read -r line; do
    case $line in
      :files) file=yes ;;
      *=) open+=("$line") ;;
      *) found+=("${${line%%$'\t'*}//:/\\:}${line#${line%%$'\t'*}}") ;;
    esac
  done < <("${(Q)words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2> /dev/null)
  found=("${(@)found/$'\t'/:}")
  [[ -n $file ]] && _files
  (($#open)) && compadd -S '' -a open
  (($#found)) && _describe -V slipway found
  return 0
}
if [[ ${funcstack[1]} == _slipway ]]; then
  _slipway "$@"
else
  compdef _slipway slipway
fi
