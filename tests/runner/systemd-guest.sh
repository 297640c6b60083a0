# The only service of the systemd in user-mode-linux: runs the jobs of the list UML_JOBS. The host's file
# system is at /mnt; the build folder (UML_KEEP, and UML_TARGET where that is elsewhere) is mounted at its
# path on the host, so that programs find their libraries.
# shellcheck shell=sh

HOME=/run/home TMPDIR=/run/tmp
export HOME TMPDIR
# shellcheck source=/dev/null
. "/mnt${UML_GUEST%/*}/guest.sh"

mkdir -p $HOME $TMPDIR
for folder in /etc/virmemctl /var/log /var/tmp; do mount -t tmpfs none $folder; done
for folder in "$UML_KEEP" "$UML_TARGET"; do
    mount -t hostfs none "$folder" -o "$folder"
done
umount -l /mnt
cd "$UML_KEEP" || echo "no $UML_KEEP"
run_jobs "$UML_JOBS" "$UML_SECONDS"
