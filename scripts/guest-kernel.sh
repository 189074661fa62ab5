#!/bin/sh
# Puts Debian's kernel, and those of its modules that a guest with USB/IP needs, into the folder given: nothing is installed.
# The test that boots it calls this itself; scripts/system-deps.sh calls it beforehand. Done once for each version of the kernel.
set -eu

FOLDER=${1:?"a folder to keep the kernel in"}
PACKAGE=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
[ -n "$PACKAGE" ] || { echo "guest-kernel: apt knows no linux-image-amd64: apt-get update" >&2; exit 1; }
VERSION=${PACKAGE#linux-image-}
[ ! -e "$FOLDER/$VERSION/done" ] || { echo "$FOLDER/$VERSION"; exit 0; }

mkdir -p "$FOLDER/$VERSION"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Where apt drops its rights the folder has to be open to it; as root without a sandbox user that is no matter.
chmod 755 "$work"
(cd "$work" && apt-get download -qq "$PACKAGE" >&2)
modules="./lib/modules/*/kernel"
dpkg-deb --fsys-tarfile "$work"/linux-image-*.deb | tar -x -C "$FOLDER/$VERSION" --wildcards './boot/vmlinuz*' \
  "$modules/drivers/usb/*" "$modules/drivers/hid/*" "$modules/drivers/virtio/*" "$modules/fs/9p/*" "$modules/fs/netfs/*" \
  "$modules/fs/fscache/*" "$modules/net/9p/*" "$modules/drivers/net/virtio_net.ko" "$modules/drivers/net/net_failover.ko" "$modules/net/core/*"
touch "$FOLDER/$VERSION/done"
echo "$FOLDER/$VERSION"
