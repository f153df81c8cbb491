#!/bin/sh
# Makes the image debian:trixie-slim from Debian's own archive, for an engine that can reach no image registry.
# Must run as root with debootstrap installed; never touches an image of that name which exists already.
# Usage: docker/base-image.sh [image name]; DOCKER_HOST and DEBIAN_MIRROR are obeyed.
set -eu

image=${1:-debian:trixie-slim}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
security=${DEBIAN_SECURITY_MIRROR:-http://deb.debian.org/debian-security}

if docker image inspect "$image" >/dev/null 2>&1; then
  echo "$image exists already"
  exit 0
fi
command -v debootstrap >/dev/null || {
  echo "debootstrap is missing: apt-get install debootstrap" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || {
  echo "debootstrap needs root" >&2
  exit 1
}

work=$(mktemp -d "${TMPDIR:-/var/tmp}/vaguemestre-base.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
debootstrap --variant=minbase trixie "$work/root" "$mirror"

# What the official image has and debootstrap leaves out: updates, and no documentation.
rm -f "$work/root/etc/apt/sources.list"
cat >"$work/root/etc/apt/sources.list.d/debian.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $security
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
cat >"$work/root/etc/dpkg/dpkg.cfg.d/slim" <<'SLIM'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
SLIM
rm -rf "$work/root/usr/share/man" "$work/root/usr/share/locale" "$work/root/var/lib/apt/lists" \
  "$work/root/var/log/bootstrap.log"
find "$work/root/usr/share/doc" -type f ! -name copyright -delete
find "$work/root/var/cache/apt" -type f -delete
mkdir -p "$work/root/var/lib/apt/lists"

tar -C "$work/root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' - "$image"
