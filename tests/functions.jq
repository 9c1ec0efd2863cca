# SPDX-License-Identifier: GPL-2.0-or-later
#
# What becomes of each function, and why, as plan and the boot report both have to say it; and the rules that
# somebody wrote. The last driver is the one of the moment: a host driver comes after the boot stage.

def place: "\(.file):\(.line)";

def line: "\(.address) \(.vendor):\(.device) group \(.iommu_group) \(.rule | place)"
	+ (if .by_group then " by group" else "" end) + " "
	+ (if .outcome == "planned" then "bound" else .outcome end) + ": "
	+ (.why | sub("^to be bound"; "bound"));

"enabled: \(.enabled)",
(.rules[] | select(.file != "image-config") | "\(place) \(.text)"),
([.devices[] | line] | sort | .[])
