# SPDX-License-Identifier: GPL-2.0-or-later
#
# A boot report as lines: what the cases are about, without the members that only its format is
# about. An unknown member changes none of these lines.

def place: "\(.file):\(.line)" + (if .column then ":\(.column)" else "" end);

"status \(.status)"
	+ (if .enabled then "" else ", not enabled" end)
	+ (if .digest then ", digest" else "" end),
(.errors[] | "error \(place) \(.text)"),
(.rules[] | "rule \(place) \(.text):" + ([.matched[] | " " + .] | add // " nothing")),
(.devices[] | "device \(.address) \(.outcome) driver=\(.driver // "none")"
	+ (if .driver_before then " before=\(.driver_before)" else "" end)
	+ " (\(.rule | place)\(if .by_group then ", by group" else "" end)): \(.why)")
