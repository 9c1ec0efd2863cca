# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion of vfio-prebind(8) for fish. The verbs, options, keys and their descriptions are those
# of the program, which tests/drift sees to. What there is to take, the program says.

# Whether there is no verb yet.
function __vfio_prebind_no_verb
    test (count (commandline -opc)) -eq 1
end

# Whether the verb is one of these.
function __vfio_prebind_verb
    set -l words (commandline -opc)
    contains -- "$words[2]" $argv
end

# Whether the verb is export and has been told for what.
function __vfio_prebind_export_for
    set -l words (commandline -opc)
    contains -- "$words[2]" export
    and string match -qr '^(libvirt|virt-install|qemu|proxmox)$' -- $words[3..]
end

function __vfio_prebind_export_for_nothing
    __vfio_prebind_verb export
    and not __vfio_prebind_export_for
end

# What the verb can take here, below --sysroot, with the product's name.
function __vfio_prebind_functions
    set -l words (commandline -opc)
    set -l root /
    set -l previous ''
    for word in $words
        test "$previous" = --sysroot; and set root $word
        string match -q -- '--sysroot=*' $word; and set root (string replace -- --sysroot= '' $word)
        set previous $word
    end
    set root (string replace -r '^~/' "$HOME/" -- $root)
    # as short as it was begun
    set -l domain ''
    string match -qr '^[0-9a-f]{2}:' -- (commandline -ct); and set domain 0000:
    vfio-prebind complete $words[2] --sysroot $root 2>/dev/null | string replace -r "^$domain" ''
end

# KEY=VALUE, as far as a value can be known.
function __vfio_prebind_keys
    printf '%s\t%s\n' \
        id= 'only with this vendor:device' \
        subsystem= 'only with this subsystem vendor:device' \
        class= 'only with a class that starts with these digits' \
        serial= 'only the card with this serial number' \
        driver=vfio-pci 'the driver to bind to' \
        on-failure=release 'if it cannot be bound, leave it to its host driver' \
        on-failure=hold 'if it cannot be bound, leave it without a driver' \
        take-builtin=yes 'unbind it from a driver that it is bound to' \
        take-builtin=no 'not if it is bound to a driver already'
    # bind has --group
    __vfio_prebind_verb bind
    or printf '%s\t%s\n' \
        vfs= 'how many virtual functions, and which of them' \
        group=yes 'with all endpoints of its IOMMU group' \
        group=no 'by itself'
end

# What a verb is for; its options without argument, with a directory, with a file; its arguments.

function __vfio_prebind_name --argument-names verb text
    complete -c vfio-prebind -n __vfio_prebind_no_verb -a $verb -d $text
end

function __vfio_prebind_flag --argument-names verb option text
    complete -c vfio-prebind -n "__vfio_prebind_verb $verb" -l $option -d $text
end

function __vfio_prebind_directory --argument-names verb option text
    complete -c vfio-prebind -n "__vfio_prebind_verb $verb" -l $option -d $text \
        -x -a '(__fish_complete_directories)'
end

function __vfio_prebind_file --argument-names verb option text
    complete -c vfio-prebind -n "__vfio_prebind_verb $verb" -l $option -d $text -r -F
end

function __vfio_prebind_value --argument-names verb option text
    complete -c vfio-prebind -n "__vfio_prebind_verb $verb" -l $option -d $text -x
end

function __vfio_prebind_takes --argument-names verb list
    complete -c vfio-prebind -n "__vfio_prebind_verb $verb" -a $list
end

complete -c vfio-prebind -f

complete -c vfio-prebind -n __vfio_prebind_no_verb -s h -l help -d 'print the verbs and exit'
complete -c vfio-prebind -n __vfio_prebind_no_verb -s V -l version -d 'print the version and exit'
complete -c vfio-prebind -n 'not __vfio_prebind_no_verb' -l help -d 'print this help and exit'
complete -c vfio-prebind -n 'not __vfio_prebind_no_verb' -l color -x -a 'auto always never' -d 'auto (the default), always or never'

__vfio_prebind_name setup 'choose a card for a guest and set it up, step by step'
__vfio_prebind_directory setup sysroot 'use /etc, /proc and /sys below DIR'

__vfio_prebind_name groups 'show the IOMMU groups with their devices'
__vfio_prebind_directory groups sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_file groups svg 'draw a picture of the machine into FILE (-: standard output)'
__vfio_prebind_flag groups all 'show bridges too'
__vfio_prebind_value groups columns 'show these columns; +LIST: these too'
__vfio_prebind_flag groups json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_flag groups plain 'print what the usual IOMMU group script prints'
__vfio_prebind_takes groups 'gpu net usb nvme audio (__vfio_prebind_functions)'

__vfio_prebind_name add 'add devices to the configuration'
__vfio_prebind_flag add group 'add the IOMMU group and the card, by address'
__vfio_prebind_flag add only 'with --group: not the rest of the card'
__vfio_prebind_flag add slot 'add each function of the slot, by address'
__vfio_prebind_flag add dry-run 'only show what would be added, or why not'
__vfio_prebind_flag add force 'add even what would be refused'
__vfio_prebind_directory add sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_takes add '(__vfio_prebind_functions; __vfio_prebind_keys)'

__vfio_prebind_name remove 'remove devices from the configuration'
__vfio_prebind_flag remove group 'remove the IOMMU group and the card'
__vfio_prebind_flag remove only 'with --group: not the rest of the card'
__vfio_prebind_flag remove slot 'remove each function of the slot'
__vfio_prebind_directory remove sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_takes remove '(__vfio_prebind_functions; __vfio_prebind_keys)'

__vfio_prebind_name edit 'edit the configuration, and check it before it is saved'
__vfio_prebind_directory edit sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_takes edit '(path basename /etc/vfio-prebind.conf.d/*.conf)'

__vfio_prebind_name check 'find errors and dangers in the configuration, and how to fix them'
__vfio_prebind_directory check sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_flag check json 'print JSON: see vfio-prebind-json(5)'

__vfio_prebind_name plan 'show what the next boot will do, device by device'
__vfio_prebind_directory plan sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_flag plan json 'print JSON: see vfio-prebind-json(5)'

__vfio_prebind_name status 'compare what is configured, what is bound and what is in the images'
__vfio_prebind_directory status sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_flag status json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_takes status 'gpu net usb nvme audio (__vfio_prebind_functions)'

__vfio_prebind_name apply 'rebuild the images of all kernels with the configuration, and verify them'
__vfio_prebind_flag apply verify 'build nothing, only verify the images'
__vfio_prebind_flag apply dry-run 'only show what would be rebuilt and changed'
__vfio_prebind_flag apply force 'rebuild all images, ignoring lines with errors and missing cards'
__vfio_prebind_value apply repin 'pin this line to the card that is in its place now'
__vfio_prebind_flag apply json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_directory apply sysroot 'use /etc, /proc and /sys below DIR'

__vfio_prebind_name iommu 'show whether the IOMMU is on, or turn it on'
__vfio_prebind_flag iommu enable 'add what turns it on to the kernel command line'
__vfio_prebind_flag iommu passthrough 'with --enable: also add iommu=pt, faster for the host'
__vfio_prebind_flag iommu disable 'remove what --enable added'
__vfio_prebind_flag iommu json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_directory iommu sysroot 'use /etc, /proc and /sys below DIR'

__vfio_prebind_name rescue 'show, add or remove a boot entry that leaves all devices to the host'
__vfio_prebind_flag rescue install 'add the entry to the boot menu'
__vfio_prebind_flag rescue remove 'remove it'
__vfio_prebind_flag rescue refresh 'bring it up to date, if there is one (for kernel-install)'
__vfio_prebind_directory rescue sysroot 'use /etc, /proc and /sys below DIR'

__vfio_prebind_name bind 'bind devices to vfio-pci now, without a reboot'
__vfio_prebind_flag bind group 'include its IOMMU group and the rest of its card'
__vfio_prebind_flag bind only 'with --group: not the rest of the card'
__vfio_prebind_flag bind slot 'include each function of its slot'
__vfio_prebind_flag bind force 'bind even what the host may need, except mounted filesystems'
__vfio_prebind_flag bind json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_takes bind '(__vfio_prebind_functions; __vfio_prebind_keys)'

__vfio_prebind_name release 'give devices back to their host drivers now'
__vfio_prebind_flag release group 'include its IOMMU group and the rest of its card'
__vfio_prebind_flag release only 'with --group: not the rest of the card'
__vfio_prebind_flag release slot 'include each function of its slot'
__vfio_prebind_flag release json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_takes release '(__vfio_prebind_functions)'

__vfio_prebind_name export 'print what a virtual machine needs to get devices'
__vfio_prebind_flag export group 'include its IOMMU group and the rest of its card'
__vfio_prebind_flag export only 'with --group: not the rest of the card'
__vfio_prebind_flag export slot 'include each function of its slot'
__vfio_prebind_flag export iommufd 'use iommufd, with QEMU 9.0 or later'
__vfio_prebind_directory export sysroot 'use /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n __vfio_prebind_export_for_nothing -a 'libvirt virt-install qemu proxmox' -d format
complete -c vfio-prebind -n __vfio_prebind_export_for -a '(__vfio_prebind_functions)'

__vfio_prebind_name import 'translate other ways of binding devices to vfio-pci'
__vfio_prebind_flag import write 'add the rules to the configuration'
__vfio_prebind_flag import apply 'delete what the rules replace'
__vfio_prebind_flag import undo 'undo the last --apply'
__vfio_prebind_flag import force 'do even what would be refused'
__vfio_prebind_flag import json 'print JSON: see vfio-prebind-json(5)'
__vfio_prebind_directory import sysroot 'use /etc, /proc and /sys below DIR'

__vfio_prebind_name image-config 'write the configuration that goes into an image (for the hooks)'
__vfio_prebind_directory image-config sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_file image-config output 'write to FILE, replacing it in one step'
__vfio_prebind_flag image-config drivers 'print only the drivers that the rules need, one per line'

__vfio_prebind_name complete 'list what can follow a command (for shell completion)'
__vfio_prebind_directory complete sysroot 'use /etc, /proc and /sys below DIR'
__vfio_prebind_takes complete 'setup groups add remove edit check plan status apply iommu rescue bind release export import image-config'

__vfio_prebind_name help 'list the commands, or show the help of one'
__vfio_prebind_takes help 'setup groups add remove edit check plan status apply iommu rescue bind release export import image-config'
