# Run by a systemd of our own, as its one service: the jobs of the list UML_JOBS. The host's file system
# is at /mnt; the build folder (UML_KEEP, and UML_TARGET where that is elsewhere) is put where it is on
# the host, so that programs and libraries are where they were built.
# shellcheck shell=sh

HOME=/run/home TMPDIR=/run/tmp
export HOME TMPDIR
# shellcheck source=/dev/null
. "/mnt${UML_GUEST%/*}/uml-jobs.sh"

mkdir -p $HOME $TMPDIR
for folder in /etc/virmemctl /var/log /var/tmp; do mount -t tmpfs none $folder; done
for folder in "$UML_KEEP" "$UML_TARGET"; do
    mount -t hostfs none "$folder" -o "$folder"
done
umount -l /mnt
cd "$UML_KEEP" || echo "no $UML_KEEP"
run_jobs "$UML_JOBS"
