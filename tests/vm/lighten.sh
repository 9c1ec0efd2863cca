# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # tree is set by mount_tree
# What `disk` and `tutorial-disk` share: how a root tree becomes a machine that starts fast and runs a
# test's agent. Sourced after lib.sh; runs nothing itself.

# What a test machine does not need at every boot, and a first boot would do.
masked=(
	apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer
	e2scrub_reap.service fstrim.timer systemd-tmpfiles-clean.timer getty.target
	kmod-static-nodes.service systemd-tmpfiles-setup.service systemd-tmpfiles-setup-dev.service
	systemd-tmpfiles-setup-dev-early.service systemd-journal-flush.service systemd-sysctl.service
	systemd-binfmt.service systemd-update-utmp.service systemd-update-utmp-runlevel.service
	systemd-random-seed.service systemd-pstore.service systemd-user-sessions.service
	systemd-udev-load-credentials.service systemd-remount-fs.service systemd-logind.service
	modprobe@.service dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount
	sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount
)

# lighten_tree AGENT: $tree starts guest/AGENT when everything else has been started.
lighten_tree() {
	local etc=$tree/etc unit
	install -m 755 "$vm_dir/guest/$1" "$tree/usr/local/sbin/agent"
	install -m 644 "$vm_dir/guest/agent.service" "$etc/systemd/system/agent.service"
	mkdir -p "$etc/systemd/system/multi-user.target.wants"
	ln -s ../agent.service "$etc/systemd/system/multi-user.target.wants/agent.service"
	for unit in "${masked[@]}"; do
		ln -sf /dev/null "$etc/systemd/system/$unit"
	done
	# an image that dracut makes in the machine has them
	mkdir -p "$etc/systemd/system-generators"
	for unit in "$tree"/usr/lib/systemd/system-generators/*; do
		ln -sf /dev/null "$etc/systemd/system-generators/${unit##*/}"
	done
	rm -f "$tree/usr/lib/udev/hwdb.bin"
	echo guest >"$etc/hostname"
	printf '%032d\n' 1 >"$etc/machine-id"
	touch "$etc/.updated" "$tree/var/.updated"
}
