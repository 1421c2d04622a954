/** What an image that runs one program does not need of Debian's packages; copyright files stay. */
export const smallSystemExclusions: readonly string[] = [
  'boot/**', 'dev/**', 'home/**', 'proc/**', 'run/**', 'sys/**', 'tmp/**',
  'etc/apt/**', 'etc/hostname', 'etc/resolv.conf', 'etc/hosts', 'etc/fstab', 'etc/skel/**', 'etc/update-motd.d/**', 'etc/init.d/**', 'etc/cron*/**', 'etc/dpkg/**',
  'etc/logrotate.d/**', 'etc/pam.d/**', 'etc/alternatives/**', 'etc/perl/**', 'etc/security/**',
  'usr/games/**', 'usr/include/**', 'usr/src/**', 'usr/share/**', '!usr/share/doc/*/copyright', '!usr/share/zoneinfo/**', '!usr/share/iptables/**',
  'usr/bin/*perl*', 'usr/bin/mawk', 'usr/sbin/policy-rc.d', 'usr/sbin/*user*', 'usr/sbin/*group*', 'usr/sbin/pam*', 'usr/sbin/*pasw*',
  'usr/lib/systemd/**', 'usr/lib/init/**', 'usr/lib/*/gconv/**', 'usr/lib/*/perl*/**', 'usr/lib/*/audit/**', 'usr/lib/*/security/**',
  'usr/lib/*/libmvec.so*', 'usr/lib/*/libpcprofile.so', 'usr/lib/*/libmemusage.so', 'usr/lib/*/libthread_db.so*', 'usr/lib/*/libBrokenLocale.so*',
  'var/**',
];
