# Completion of slipway for fish.
function __slipway_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in ($words[1] complete -- $words[2..] "$current" 2> /dev/null)
    if test "$line" = :files
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c slipway -f -a '(__slipway_complete)'
