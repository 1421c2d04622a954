/**
 * Lays a system out of an image and packs it; packages that are missing are installed in it first. It runs in the mount
 * namespace of the private containerd, so that nothing stays mounted. Arguments: mount point, ctr, its socket, image, result, where
 * the list of packages goes; the rest are the packages wanted.
 */
export const systemScript = `set -eu
root=$1 ctr=$2 socket=$3 image=$4 result=$5 status=$6
shift 6
"$ctr" --address "$socket" --namespace k8s.io images mount --rw "$image" "$root" > /dev/null
missing=
for package in "$@"; do
  grep -A 1 -x "Package: $package" "$root/var/lib/dpkg/status" 2> /dev/null | grep -q -x 'Status: install ok installed' ||
    missing="$missing $package"
done
if [ -n "$missing" ]; then
  if [ ! -x "$root/usr/bin/apt-get" ]; then
    echo "the image has neither$missing nor apt-get to install them" >&2
    exit 1
  fi
  mount --bind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  cp --dereference --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
  printf '#!/bin/sh\\nexit 101\\n' > "$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  export DEBIAN_FRONTEND=noninteractive
  # Directories of this machine, which are not there.
  unset TMPDIR TEMP TMP
  # Scripts of packages see no process but their own, whatever they would like to stop or tell.
  unshare --pid --fork --kill-child --mount-proc="$root/proc" chroot "$root" sh -eu -c '
    apt-get update -q
    apt-get install -q -y --no-install-recommends "$@"
    apt-get clean' sh $missing
  rm -f "$root/usr/sbin/policy-rc.d"
  umount "$root/run" "$root/dev"
fi
if [ -e "$root/var/lib/dpkg/status" ]; then cp "$root/var/lib/dpkg/status" "$status"; else : > "$status"; fi
tar --create --format=posix --sort=name --numeric-owner --xattrs --xattrs-include='*' --file "$result" --directory "$root" .
`;
