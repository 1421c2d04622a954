import { servedKinds } from '#api/served-kinds.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** Commands whose next word is a kind, and whose word after that is a name. */
const aboutObjects = ['get', 'describe', 'delete', 'wait'];
/** Commands whose next word is a cluster. */
const aboutClusters = ['kubeconfig', 'kubectl', 'credential'];

function bash(commands: readonly string[]): string {
  return `_slipway() {
  local word=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]}
  local names=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    names='${commands.join(' ')}'
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case $command in
      ${aboutObjects.join('|')}) names='${servedKinds.map(({ plural }) => plural).join(' ')}' ;;
      ${aboutClusters.join('|')}) names=$(slipway get clusters -o name 2> /dev/null | sed 's,.*/,,') ;;
      server) names='run start stop status' ;;
      image) names=build ;;
      logs) names=machine ;;
      up) compopt -o default ;;
    esac
  elif [ "$COMP_CWORD" -eq 3 ]; then
    case $command in
      ${aboutObjects.join('|')}|logs) names=$(slipway get "\${COMP_WORDS[2]}" -o name 2> /dev/null | sed 's,.*/,,') ;;
      apply) compopt -o default ;;
    esac
  else
    compopt -o default
  fi
  COMPREPLY=($(compgen -W "$names" -- "$word"))
}
complete -F _slipway slipway`;
}

function fish(commands: readonly string[]): string {
  const kinds = servedKinds.map(({ plural }) => plural).join(' ');
  return [
    'complete -c slipway -f',
    `complete -c slipway -n __fish_use_subcommand -a '${commands.join(' ')}'`,
    `complete -c slipway -n '__fish_seen_subcommand_from ${aboutObjects.join(' ')}' -a '${kinds}'`,
    `complete -c slipway -n '__fish_seen_subcommand_from ${aboutClusters.join(' ')}' -a '(slipway get clusters -o name 2> /dev/null | string replace -r ".*/" "")'`,
    `complete -c slipway -n '__fish_seen_subcommand_from server' -a 'run start stop status'`,
    `complete -c slipway -n '__fish_seen_subcommand_from up apply' -F`,
  ].join('\n');
}

/** The text by which a shell completes command lines of slipway: commands, kinds, and names of objects. */
export function completion(shell: Shell, commands: readonly string[]): string {
  if (shell === 'fish') return fish(commands);
  const script = bash(commands);
  return shell === 'bash' ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}
