#!/bin/sh
# Installs the Debian packages of the system tier: software that nobody here wrote, against which the simulated parts are tried.
# Run as root on Debian 12; with --windows also Wine (700 MB), for `npm run test:windows`. Everything virtual runs without them; `shikaku doctor` says what is missing.
set -eu

PACKAGES="mount iproute2 vsmartcard-vpcd pcscd libccid libpcsclite1 pcsc-tools opensc libengine-pkcs11-openssl openssl libxml2-utils libopenjp2-tools curl python3-pyscard python3-jsonschema udev libusb-1.0-0 util-linux python3 imagemagick gnutls-bin umockdev sqlite3 strace chromium fonts-noto-cjk tshark qemu-system-x86 busybox-static kmod p7zip-full poppler-utils"

case "${1:-}" in
  "") ;;
  --windows) PACKAGES="$PACKAGES wine wine64" ;;
  *) echo "usage: scripts/system-deps.sh [--windows]" >&2; exit 2 ;;
esac

missing=""
for package in $PACKAGES; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
kernel() {
  # Debian's kernel for the guest that one test boots: unpacked into a cache, not installed.
  sh "$(dirname "$0")/guest-kernel.sh" "${SHIKAKU_GUEST_KERNEL:-$HOME/.cache/shikaku/guest-kernel}" >/dev/null
}
[ -n "$missing" ] || { kernel; echo "system-deps: all installed"; exit 0; }

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# The services would start their own pcscd; the tests start one in a private namespace.
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
kernel
echo "system-deps: installed$missing"
