# SPDX-License-Identifier: GPL-2.0-or-later
#
# From what a verb printed to what it advises: "LINE TAB MESSAGE TAB ALTERNATIVE TAB COMMAND" for each
# command, in the order of the text. A message is a line; the cure of check, behind "->", is that of
# the finding above it; a list of commands after "Then run:" is one message. A command is in
# single quotes, or alone in a line that is indented by two. Another alternative begins where "or"
# or a semicolon is between two commands. "then reboot", "and reboot" and "Reboot" are commands.
# What an editor has to do is the command "by hand". A command outside of quotes is an error:
# "LINE TAB MESSAGE TAB ! TAB TEXT".
#
# Variables: line, the verb and its arguments; programs, the names that make a quoted text a command,
# with spaces around each.

# not the apostrophe of a word
BEGIN { quoted = "(^|[ (,\"])'[^']+'" }

function is_program(word) { return index(programs, " " word " ") }

function first(text,  words) { split(text, words, " "); return words[1] }

function put(command) {
	gsub(/\t/, " ", message)
	printf "%s\t%s\t%d\t%s\n", line, message, alternative, command
}

# The text between two commands, or after the last one.
function between(text) {
	if (text ~ /(^|then |and |; |\. )[Rr]eboot([ .,;]|$)/ && text !~ /(until|after) (the|a) (next )?reboot/)
		put("reboot")
	if (text ~ /(^|[ ,;])or([ ,]|$)/ || text ~ /;/)
		alternative++
}

function scan(text,  at, command, open, any) {
	while (match(text, quoted)) {
		open = index(substr(text, RSTART), "'") + RSTART - 1
		command = substr(text, open + 1, RSTART + RLENGTH - open - 2)
		unquoted(substr(text, 1, open - 1))
		at = at substr(text, 1, open - 1)
		text = substr(text, RSTART + RLENGTH)
		if (!is_program(first(command))) {
			at = at command
			continue
		}
		if (any)
			between(at)
		by_hand(at)
		put(command)
		any = 1
		at = ""
	}
	unquoted(text)
	if (any) {
		by_hand(at text)
		between(at text)
	}
}

function by_hand(text) {
	if (text ~ /[Tt]ake .* out of |[Rr]emove .* from |[Cc]hange .* (to|in) |[Pp]ut .* into |[Ff]ix (the errors|what) |instead of naming|[Aa]dd one on its host|[Rr]ebuild the image that|[Dd]ecide about|[Tt]urn on .* in the firmware/)
		put("by hand")
}

# Words that a reader would type, without a beginning and an end.
function unquoted(text) {
	if (text ~ /vfio-prebind (add|apply|bind|check|export|groups|image-config|import|iommu|plan|release|remove|status)/ ||
		text ~ /(^|[ (])[Rr]un [a-z0-9-]+ [-a-z0-9]/ && is_program(word_after_run(text)))
		printf "%s\t%s\t!\t%s\n", line, message, text
}

function word_after_run(text,  rest) {
	rest = text
	sub(/.*[Rr]un /, "", rest)
	return first(rest)
}

# what a verb printed is one file
FNR == 1 { finding = message = list = before = ""; to_delete = alternative = 0 }
/^\$ / { next }

# a list of commands, or one, after a sentence that announces it
/^  [^ ]/ && is_program(first($0)) {
	message = list ? list : before
	alternative = 0
	if (to_delete)
		put("by hand")
	put(substr($0, 3))
	next
}
/^    -> / { message = finding; alternative = 0; scan(substr($0, 8)); next }
/^  / { next }

{
	finding = message = $0
	if (finding ~ /^[a-z]+\[/)
		sub(/ [^ ]*:[0-9:]*: /, " ", finding)
	list = /:$/ ? $0 : ""
	to_delete = to_delete || /by hand/
	if ($0 != "")
		before = $0
	alternative = 0
	scan($0)
}
