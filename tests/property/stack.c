// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the host needs. Each stack is lines of a machine, in which "@" with a letter and the
 * number of a card below it is
 *   w p   the name of its disk, of the first partition there
 *   W P   their device numbers
 *   a     the card's address
 *   d     the way to it below sys/devices
 *   c     its number, for names
 */
#include <string.h>

#include "property/scene.h"

#define MOUNT(number, type, source, options) \
	"file proc/self/mountinfo 28 1 " number " / / rw - " type " " source " " options "\n"
#define ROOT(number, type, source) MOUNT(number, type, source, "rw")
#define LABEL(disk, line) "file run/udev/data/b@" disk " " line "\n"
#define ZFS_MEMBER(disk, pool)                 \
	LABEL(disk, "E:ID_FS_TYPE=zfs_member") \
	LABEL(disk, "E:ID_FS_UUID=11632198407514032871") LABEL(disk, "E:ID_FS_LABEL=" pool)
#define ZFS_GUID(pool) "file proc/spl/kstat/zfs/" pool "/guid 11632198407514032871\n"
#define DM(number) "block virtual/block/dm-" number " 254:" number "\n"

#define LOCAL (1U << DISKS_NVME | 1U << DISKS_SCSI)
#define NVME (1U << DISKS_NVME)
#define SCSI (1U << DISKS_SCSI)
#define NETWORK (1U << DISKS_NETWORK)

static const struct {
	const char *name;
	unsigned int on; /* bit mask of enum disks */
	unsigned int count;
	const char *lines;
} stacks[] = {
	{ "ext4", LOCAL, 1, ROOT("@P0", "ext4", "/dev/@p0") },
	{ "dm-crypt", LOCAL, 1,
	  DM("0") "slaves dm-0 @p0\n" ROOT("254:0", "ext4", "/dev/mapper/root") },
	{ "md", LOCAL, 2,
	  "block virtual/block/md0 9:0\nslaves md0 @p0 @p1\n" ROOT("9:0", "ext4", "/dev/md0") },
	{ "LVM cache", LOCAL, 2,
	  DM("0") "slaves dm-0 @p0\n" DM("1") "slaves dm-1 @p1\n" DM(
		  "2") "slaves dm-2 dm-0 dm-1\n" ROOT("254:2", "ext4", "/dev/mapper/vg-root") },
	{ "LVM thin", LOCAL, 2,
	  DM("0") "slaves dm-0 @w0\n" DM("1") "slaves dm-1 @w1\n" DM(
		  "2") "slaves dm-2 dm-0 dm-1\n" DM("3") "slaves dm-3 dm-2\n" ROOT("254:3", "ext4",
										   "/dev/mapper/"
										   "vg-root") },
	{ "multipath", SCSI, 2,
	  DM("0") "slaves dm-0 @w0 @w1\n" DM(
		  "1") "slaves dm-1 dm-0\n" ROOT("254:1", "ext4", "/dev/mapper/mpatha-part1") },
	{ "loop on a disk", LOCAL, 1,
	  "block virtual/block/loop0 7:0\n"
	  "file sys/devices/virtual/block/loop0/loop/backing_file /dev/@w0\n" ROOT("7:0", "ext4",
										   "/dev/loop0") },
	{ "loop on a file", LOCAL, 1,
	  ROOT("@P0", "ext4", "/dev/@p0") "block virtual/block/loop0 7:0\n"
					  "file sys/devices/virtual/block/loop0/loop/backing_file "
					  "/var/lib/core.snap\n"
					  "file proc/self/mountinfo 29 28 7:0 / /snap rw - "
					  "squashfs /dev/loop0 ro\n" },
	{ "btrfs", LOCAL, 2,
	  ROOT("0:26", "btrfs",
	       "/dev/@p0") "link sys/fs/btrfs/aa/devices/@p0 ../../../../devices/@d0/x/@w0/@p0\n"
			   "link sys/fs/btrfs/aa/devices/@p1 ../../../../devices/@d1/x/@w1/@p1\n" },
	{ "bcachefs", LOCAL, 2, ROOT("@W0", "bcachefs", "/dev/@w0:/dev/@w1") },
	{ "ZFS", LOCAL, 2,
	  ROOT("0:26", "zfs", "rpool/ROOT/debian") ZFS_GUID("rpool") ZFS_MEMBER("P0", "rpool")
		  ZFS_MEMBER("P1", "other") },
	{ "ZFS without a GUID", LOCAL, 2,
	  ROOT("0:26", "zfs", "rpool/ROOT/debian") ZFS_MEMBER("P0", "rpool")
		  ZFS_MEMBER("P1", "rpool") },
	{ "swap on ZFS", LOCAL, 2,
	  "block virtual/block/zd0 230:0\n" LABEL(
		  "P0", "S:x") "file run/udev/data/b230:0 S:zvol/rpool/swap\n"
			       "file proc/swaps /dev/zd0 partition 1 0 -2\n" ZFS_MEMBER(
				       "P0", "rpool") ZFS_MEMBER("P1", "rpool") },
	{ "ZFS volumes", LOCAL, 2,
	  ZFS_GUID("tank") ZFS_MEMBER("W0", "tank") ZFS_MEMBER("W1", "tank") },
	{ "XFS with a log", LOCAL, 2,
	  MOUNT("@P0", "xfs", "/dev/@p0", "rw,attr2,logdev=/dev/@p1,noquota") },
	{ "ext4 with a journal", LOCAL, 2,
	  ROOT("@P0", "ext4", "/dev/@p0") "directory proc/fs/jbd2/@w1\n" },
	{ "f2fs", LOCAL, 2,
	  ROOT("@P0", "f2fs", "/dev/@p0") "file proc/fs/f2fs/@p0/disk_map Disk: 0 (zoned=0): 0x0 - "
					  "0xfffff on /dev/@p0\n"
					  "file proc/fs/f2fs/@p0/disk_map Disk: 1 (zoned=0): 0x0 - "
					  "0xfffff on /dev/@w1\n" },
	{ "swap", LOCAL, 1, "file proc/swaps /dev/@p0 partition 1 0 -2\n" },
	{ "zram", LOCAL, 1,
	  "block virtual/block/zram0 252:0\n"
	  "file sys/devices/virtual/block/zram0/backing_dev /dev/@p0\n"
	  "file proc/swaps /dev/zram0 partition 1 0 100\n" },
	{ "hibernation", LOCAL, 1, "file sys/power/resume @P0\n" },
	{ "ESP", LOCAL, 1,
	  LABEL("P0", "E:ID_FS_UUID=6A1B-22C7") "file etc/fstab UUID=6A1B-22C7 /boot/efi vfat "
						"noauto 0 0\n" },
	{ "NVMe multipath", NVME, 2,
	  "directory sys/devices/@d0/nvme/nvme@c0\ndirectory sys/devices/@d1/nvme/nvme@c1\n"
	  "link sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme@c0 ../../../@d0/nvme/nvme@c0\n"
	  "link sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme@c1 ../../../@d1/nvme/nvme@c1\n"
	  "block virtual/nvme-subsystem/nvme-subsys0/nvme99n1 259:99\n" ROOT("259:99", "ext4",
									     "/dev/nvme99n1") },
	{ "iSCSI", NETWORK, 1,
	  "block platform/host3/session1/target3:0:0/3:0:0:1/block/sdz 8:400\n"
	  "file sys/class/iscsi_connection/connection1:0/address 192.168.@c0.9\n" ROOT(
		  "8:400", "ext4", "/dev/sdz") },
	{ "NFS", NETWORK, 1,
	  MOUNT("0:26", "nfs4", "192.168.@c0.9:/srv", "rw,vers=4.2,addr=192.168.@c0.9") },
	{ "NVMe over TCP", NETWORK, 1,
	  "directory sys/devices/virtual/nvme-fabrics/ctl/nvme98\n"
	  "link sys/devices/virtual/nvme-subsystem/nvme-subsys8/nvme98 "
	  "../../nvme-fabrics/ctl/nvme98\n"
	  "link sys/class/nvme/nvme98 ../../devices/virtual/nvme-fabrics/ctl/nvme98\n"
	  "file sys/devices/virtual/nvme-fabrics/ctl/nvme98/address "
	  "traddr=192.168.@c0.9,trsvcid=4420\n"
	  "block virtual/nvme-subsystem/nvme-subsys8/nvme98n1 259:98\n" ROOT("259:98", "ext4",
									     "/dev/nvme98n1") },
	{ "unknown ZFS", 0, 0, ROOT("0:26", "zfs", "rpool/ROOT/debian") ZFS_GUID("rpool") },
};

_Static_assert(ARRAY_SIZE(stacks) == STACKS, "the number of stacks");

const char *stack_name(unsigned int stack)
{
	return stacks[stack].name;
}

bool stack_is_unlocated(unsigned int stack)
{
	return !stacks[stack].count;
}

/* A card of the machine that can be below this and that is below nothing; NOWHERE: there is none.
 */
static int find_below(const struct scene *scene, struct random *random, unsigned int on)
{
	unsigned int first = random_below(random, (unsigned int)scene->card_count);
	size_t i;

	for (i = 0; i < scene->card_count; i++) {
		size_t card = (first + i) % scene->card_count;

		if (scene->states[0].slot_of[card] != NOWHERE && !scene->cards[card].needs &&
		    on & 1U << scene->cards[card].model->disks)
			return (int)card;
	}
	return NOWHERE;
}

static bool try_stack(struct scene *scene, struct random *random, unsigned int stack)
{
	unsigned int i;

	for (i = 0; i < BELOW_MAX; i++)
		scene->below[i] = NOWHERE;
	for (i = 0; i < stacks[stack].count; i++) {
		int card = find_below(scene, random, stacks[stack].on);

		if (card == NOWHERE)
			break;
		scene->below[i] = card;
		scene->cards[card].needs = 1;
	}
	if (i == stacks[stack].count)
		return true;
	while (i > 0)
		scene->cards[scene->below[--i]].needs = 0;
	return false;
}

void scene_add_stack(struct scene *scene, struct random *random)
{
	do
		scene->stack = random_below(random, STACKS);
	while (!try_stack(scene, random, scene->stack));
	scene->data = random_chance(random, 30) ? find_below(scene, random, LOCAL) : NOWHERE;
	if (scene->data != NOWHERE)
		scene->cards[scene->data].needs = 1;
}

/* --- the lines ------------------------------------------------------------------------------ */

static void write_disk(const struct scene *scene, int card, struct text *out)
{
	if (scene->cards[card].model->disks == DISKS_NVME)
		text_printf(out, "nvme%dn1", card);
	else
		text_printf(out, "sd%c", 'a' + card);
}

static void write_partition(const struct scene *scene, int card, struct text *out)
{
	write_disk(scene, card, out);
	text_puts(out, scene->cards[card].model->disks == DISKS_NVME ? "p1" : "1");
}

static void write_number(const struct scene *scene, int card, int partition, struct text *out)
{
	if (scene->cards[card].model->disks == DISKS_NVME)
		text_printf(out, "259:%d", 2 * card + partition);
	else
		text_printf(out, "8:%d", 16 * card + partition);
}

static void write_placeholder(const struct scene *scene, const struct state *state, char letter,
			      int card, struct text *out)
{
	char address[ADDRESS_SIZE];

	switch (letter) {
	case 'w':
		write_disk(scene, card, out);
		break;
	case 'p':
		write_partition(scene, card, out);
		break;
	case 'W':
	case 'P':
		write_number(scene, card, letter == 'P', out);
		break;
	case 'a':
		scene_address(scene, state, card, 0, address);
		text_puts(out, address);
		break;
	case 'd':
		scene_write_path(scene, state, card, 0, out);
		break;
	default:
		text_printf(out, "%d", card);
	}
}

static void fill_in(const struct scene *scene, const struct state *state, const char *lines,
		    const int below[BELOW_MAX], struct text *out)
{
	while (*lines) {
		size_t length = strcspn(lines, "@");

		text_add(out, lines, length);
		lines += length;
		if (!*lines)
			break;
		write_placeholder(scene, state, lines[1], below[lines[2] - '0'], out);
		lines += 3;
	}
}

/* What a card has when its driver is there. */
static const char *const card_lines[] = {
	[DISKS_NONE] = "",
	[DISKS_NVME] = "block @a0/nvme/nvme@c0/@w0 @W0\nblock @a0/nvme/nvme@c0/@w0/@p0 @P0\n",
	[DISKS_SCSI] = "block @a0/host@c0/target@c0:0:0/@c0:0:0:0/block/@w0 @W0\n"
		       "block @a0/host@c0/target@c0:0:0/@c0:0:0:0/block/@w0/@p0 @P0\n",
	[DISKS_NETWORK] = "link sys/class/net/eth@c0 ../../devices/@d0/net/eth@c0\n",
};

static const char table_heads[] =
	"file run/udev/data/b1:0 S:ram0\n"
	"file proc/net/route Iface\\tDestination\\tGateway \\tFlags\\tRefCnt\\tUse\\tMetric\\tMask"
	"\\t\\tMTU\\tWindow\\tIRTT\n";

static void write_card(const struct scene *scene, const struct state *state, int card,
		       struct text *out)
{
	const int below[BELOW_MAX] = { card, card };

	fill_in(scene, state, card_lines[scene->cards[card].model->disks], below, out);
	if (scene->cards[card].model->disks == DISKS_NETWORK)
		text_printf(out,
			    "file proc/net/route eth%d\\t00%02XA8C0\\t00000000\\t0001\\t0\\t0"
			    "\\t100\\t00FFFFFF\\t0\\t0\\t0\n",
			    card, (unsigned int)card);
}

void scene_write_stack(const struct scene *scene, const struct state *state, struct text *out)
{
	const int data[BELOW_MAX] = { scene->data, scene->data };
	int card;

	text_puts(out, table_heads);
	for (card = 0; card < (int)scene->card_count; card++)
		if (state->slot_of[card] != NOWHERE)
			write_card(scene, state, card, out);
	fill_in(scene, state, stacks[scene->stack].lines, scene->below, out);
	if (scene->data != NOWHERE)
		fill_in(scene, state,
			"file proc/self/mountinfo 40 28 @P0 / /srv rw - ext4 /dev/@p0 rw\n", data,
			out);
}
