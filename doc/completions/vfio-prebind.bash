# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Completion of vfio-prebind(8) for bash, with or without the package bash-completion.
# The verbs, options and keys are those of the program, which tests/drift sees to. What there is
# to take, the program says.

# What the verb can take here. Adds to candidates; word may be an address without its domain.
_vfio_prebind_functions() {
	local address
	while IFS=$'\t' read -r address _; do
		candidates+=("$address")
		[[ $word == [0-9a-f][0-9a-f]:* && $address == 0000:* ]] && candidates+=("${address#0000:}")
	done < <("$self" complete "$verb" ${root:+--sysroot "$root"} 2>/dev/null)
}

# The directory that --sysroot names among the words.
_vfio_prebind_root() {
	local i
	root=
	for ((i = 2; i < ${#words[@]} - 1; i++)); do
		case ${words[i]} in
		--sysroot) root=${words[i + 1]} ;;
		--sysroot=*) root=${words[i]#*=} ;;
		esac
	done
	root=${root/#'~/'/$HOME/}
}

# The names of the files that edit takes.
_vfio_prebind_drop_ins() {
	local name
	for name in "$root"/etc/vfio-prebind.conf.d/*.conf; do
		[[ -e $name ]] && candidates+=("${name##*/}")
	done
}

# What a verb takes: adds to candidates.
_vfio_prebind_arguments() {
	local conditions=(id= subsystem= class= serial=)
	local options=(driver=vfio-pci on-failure=release on-failure=hold take-builtin=yes take-builtin=no)
	local given
	case $verb in
	add | remove)
		_vfio_prebind_functions
		candidates+=("${conditions[@]}" vfs= group=yes group=no "${options[@]}")
		;;
	bind)
		_vfio_prebind_functions
		candidates+=("${conditions[@]}" "${options[@]}")
		;;
	groups | status)
		_vfio_prebind_functions
		candidates+=(gpu net usb nvme audio)
		;;
	release)
		_vfio_prebind_functions
		;;
	edit)
		_vfio_prebind_drop_ins
		;;
	complete | help)
		candidates+=("${verbs[@]}")
		;;
	export)
		given=" ${words[*]:2:${#words[@]}-3} "
		if [[ $given =~ ' '(libvirt|virt-install|qemu|proxmox)' ' ]]; then
			_vfio_prebind_functions
		else
			candidates+=(libvirt virt-install qemu proxmox)
		fi
		;;
	esac
}

_vfio_prebind_options() {
	case $verb in
	groups) candidates+=(--all --columns --plain --json --svg --sysroot) ;;
	add) candidates+=(--dry-run --group --only --slot --force --sysroot) ;;
	remove) candidates+=(--group --only --slot --sysroot) ;;
	check | plan | status) candidates+=(--json --sysroot) ;;
	apply) candidates+=(--verify --dry-run --force --repin --json --sysroot) ;;
	iommu) candidates+=(--enable --passthrough --disable --json --sysroot) ;;
	rescue) candidates+=(--install --remove --refresh --sysroot) ;;
	bind) candidates+=(--group --only --slot --force --json) ;;
	release) candidates+=(--group --only --slot --json) ;;
	export) candidates+=(--group --only --slot --iommufd --sysroot) ;;
	import) candidates+=(--write --apply --undo --force --json --sysroot) ;;
	complete | edit | setup) candidates+=(--sysroot) ;;
	image-config) candidates+=(--output --drivers --sysroot) ;;
	esac
	candidates+=(--color --help)
}

# Directories or files for the argument of an option, after the text before them.
_vfio_prebind_files() {
	local name
	compopt -o filenames
	while IFS= read -r name; do
		candidates+=("$2$name")
	done < <(compgen "$1" -- "${word#"$2"}")
}

# readline completes from the last of its break characters on, such as the ':' in an address.
_vfio_prebind_reply() {
	local candidate before=
	[[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && before=${word%"${word##*:}"}
	[[ $COMP_WORDBREAKS == *=* && ${word#"$before"} == *=* ]] && before=${word%"${word##*=}"}
	COMPREPLY=()
	for candidate in "${candidates[@]}"; do
		[[ $candidate == "$word"* ]] && COMPREPLY+=("${candidate#"$before"}")
	done
	# an address from any part of it, as long as readline replaces the whole word
	if [[ ${#COMPREPLY[@]} == 0 && -n $word && $word != *[:=]* ]]; then
		for candidate in "${candidates[@]}"; do
			[[ $candidate == *:*"$word"* ]] && COMPREPLY+=("$candidate")
		done
	fi
	[[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}

_vfio_prebind() {
	local line=${COMP_LINE:0:COMP_POINT} words word verb root candidates=() self=$1
	local verbs=(setup groups add remove edit check plan status apply iommu rescue bind release export
		import image-config complete help)
	read -ra words <<<"$line"
	[[ $line == *[[:blank:]] ]] && words+=('')
	word=${words[-1]}
	verb=${words[1]}
	_vfio_prebind_root
	if [[ ${#words[@]} -le 2 ]]; then
		candidates=("${verbs[@]}")
		[[ $word == -* ]] && candidates=(--help --version)
	elif [[ ${words[-2]} == --sysroot ]]; then
		_vfio_prebind_files -d ''
	elif [[ $word == --sysroot=* ]]; then
		_vfio_prebind_files -d --sysroot=
	elif [[ ${words[-2]} == --color ]]; then
		candidates=(auto always never)
	elif [[ $word == --color=* ]]; then
		candidates=(--color={auto,always,never})
	elif [[ ${words[-2]} == --output || ${words[-2]} == --svg ]]; then
		_vfio_prebind_files -f ''
	elif [[ $word == --output=* || $word == --svg=* ]]; then
		_vfio_prebind_files -f "${word%%=*}="
	elif [[ $word == -* ]]; then
		_vfio_prebind_options
	else
		_vfio_prebind_arguments
	fi
	_vfio_prebind_reply
}

complete -F _vfio_prebind vfio-prebind
