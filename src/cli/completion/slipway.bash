# Completion of slipway for bash: source this text. bash cuts words at `=`, slipway does not: they are put together
# again, and what bash holds already is cut off.
_slipway() {
  local words=() line file= cut
  local -i i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if ((${#words[@]} > 0)) && { [[ ${COMP_WORDS[i]} == = ]] || [[ ${words[-1]} == *= ]]; }; then
      words[-1]+=${COMP_WORDS[i]}
    else
      words+=("${COMP_WORDS[i]}")
    fi
  done
  cut=${words[-1]%"${COMP_WORDS[COMP_CWORD]}"}
  [[ ${COMP_WORDS[COMP_CWORD]} == = ]] && cut=${words[-1]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      file=yes
    else
      line=${line%%$'\t'*}
      COMPREPLY+=("${line#"$cut"}")
    fi
  done < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2> /dev/null)
  if [[ -n $file ]]; then
    compopt -o default
  elif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace
  fi
}
complete -F _slipway slipway
