const emptied = ['boot', 'dev', 'home', 'proc', 'run', 'sys', 'tmp', 'var', 'usr/games', 'usr/include', 'usr/src'];
const unusedLibraries = [
  'libmvec.so*',
  'libpcprofile.so',
  'libmemusage.so',
  'libthread_db.so*',
  'libBrokenLocale.so*',
  'libdb-*',
  'gconv/**',
  'perl*/**',
  'security/**',
];
const keptSettings = ['os-release', 'debian_version', 'ld.so.conf*', 'ld.so.conf.d/**', 'nsswitch.conf', 'ssl/**'];

const always: readonly string[] = [
  ...emptied.map((path) => `${path}/**`),
  'etc/**',
  ...keptSettings.map((path) => `!etc/${path}`),
  'usr/share/**',
  '!usr/share/doc/*/copyright',
  '!usr/share/iptables/**',
  'usr/lib/systemd/**',
  'usr/lib/init/**',
  ...unusedLibraries.map((path) => `usr/lib/*/${path}`),
];

/** What an image that runs a few programs does not need of Debian's packages; copyright files stay. */
export function smallSystemExclusions(programs: readonly string[]): readonly string[] {
  return [...always, 'usr/bin/**', 'usr/sbin/**', 'usr/libexec/**', ...programs.map((program) => `!${program}`)];
}
