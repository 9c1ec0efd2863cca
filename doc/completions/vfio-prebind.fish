# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion of vfio-prebind(8) for fish. The verbs, options, keys and their descriptions are those
# of the program, which tests/drift sees to. Addresses are read from sysfs by the shell itself: no
# process is started for them.

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
    and string match -qr '^(libvirt|qemu)$' -- $words[3..]
end

function __vfio_prebind_export_for_nothing
    __vfio_prebind_verb export
    and not __vfio_prebind_export_for
end

# The functions below --sysroot that a rule can take, so no bridges, with ID and driver.
function __vfio_prebind_functions
    set -l root ''
    set -l previous ''
    for word in (commandline -opc)
        test "$previous" = --sysroot; and set root $word
        string match -q -- '--sysroot=*' $word; and set root (string replace -- --sysroot= '' $word)
        set previous $word
    end
    set root (string replace -r '^~/' "$HOME/" -- $root)
    # as short as it was begun
    set -l domain ''
    string match -qr '^[0-9a-f]{2}:' -- (commandline -ct); and set domain 0000:
    for directory in $root/sys/bus/pci/devices/*
        set -l class ''
        set -l vendor ''
        set -l device ''
        set -l driver ''
        test -r $directory/class; and read class <$directory/class
        string match -q '0x06*' -- $class; and continue
        test -r $directory/vendor; and read vendor <$directory/vendor
        test -r $directory/device; and read device <$directory/device
        test -e $directory/driver; and set driver ' '(path basename (path resolve $directory/driver))
        set -l address (string replace -r "^$domain" '' (path basename $directory))
        printf '%s\t%s:%s%s\n' $address (string replace 0x '' $vendor $device) $driver
    end
end

# KEY=VALUE, as far as a value can be known.
function __vfio_prebind_keys
    printf '%s\t%s\n' \
        id= 'only with this vendor:device' \
        subsystem= 'only with this subsystem vendor:device' \
        class= 'only with a class that starts with these digits' \
        driver=vfio-pci 'the driver to bind to' \
        on-failure=release 'if it cannot be bound, its host driver may have it' \
        on-failure=hold 'if it cannot be bound, no driver has it' \
        take-builtin=yes 'take it from a driver that has it' \
        take-builtin=no 'not if a driver has it already'
    # bind has --group
    __vfio_prebind_verb bind
    or printf '%s\t%s\n' \
        group=yes 'with all endpoints of its IOMMU group' \
        group=no 'by itself'
end

complete -c vfio-prebind -f

complete -c vfio-prebind -n __vfio_prebind_no_verb -s h -l help -d 'print the verbs and exit'
complete -c vfio-prebind -n __vfio_prebind_no_verb -s V -l version -d 'print the version and exit'
complete -c vfio-prebind -n 'not __vfio_prebind_no_verb' -l help -d 'print this and exit'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a groups -d 'show the IOMMU groups with their devices'
complete -c vfio-prebind -n '__vfio_prebind_verb groups' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb groups' -l json -d 'print JSON: see vfio-prebind(8)'
complete -c vfio-prebind -n '__vfio_prebind_verb groups' -l plain -d 'print what the well-known loop with lspci -nns prints'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a add -d 'add devices to the configuration'
complete -c vfio-prebind -n '__vfio_prebind_verb add' -l group -d 'add each device of the IOMMU group, by address'
complete -c vfio-prebind -n '__vfio_prebind_verb add' -l slot -d 'add each function of the slot, by address'
complete -c vfio-prebind -n '__vfio_prebind_verb add' -l force -d 'add what would be refused'
complete -c vfio-prebind -n '__vfio_prebind_verb add' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb add' -a '(__vfio_prebind_functions; __vfio_prebind_keys)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a remove -d 'take devices out of the configuration'
complete -c vfio-prebind -n '__vfio_prebind_verb remove' -l group -d 'remove each device of the IOMMU group'
complete -c vfio-prebind -n '__vfio_prebind_verb remove' -l slot -d 'remove each function of the slot'
complete -c vfio-prebind -n '__vfio_prebind_verb remove' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb remove' -a '(__vfio_prebind_functions; __vfio_prebind_keys)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a check -d 'find errors and dangers in the configuration, with the way out'
complete -c vfio-prebind -n '__vfio_prebind_verb check' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb check' -l json -d 'print JSON: see vfio-prebind(8)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a plan -d 'show what the next boot will do, device by device'
complete -c vfio-prebind -n '__vfio_prebind_verb plan' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb plan' -l json -d 'print JSON: see vfio-prebind(8)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a status -d 'compare what is configured, what is bound and what is in the images'
complete -c vfio-prebind -n '__vfio_prebind_verb status' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb status' -l json -d 'print JSON: see vfio-prebind(8)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a apply -d 'put the configuration into the images of all kernels, and prove it'
complete -c vfio-prebind -n '__vfio_prebind_verb apply' -l verify -d 'generate nothing, only look into the images'
complete -c vfio-prebind -n '__vfio_prebind_verb apply' -l force -d 'go on though lines of the configuration are wrong'
complete -c vfio-prebind -n '__vfio_prebind_verb apply' -l json -d 'print JSON: see vfio-prebind(8)'
complete -c vfio-prebind -n '__vfio_prebind_verb apply' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a iommu -d 'whether the IOMMU is on, and turn it on'
complete -c vfio-prebind -n '__vfio_prebind_verb iommu' -l enable -d 'add to the kernel command line what turns it on'
complete -c vfio-prebind -n '__vfio_prebind_verb iommu' -l passthrough -d 'with --enable: iommu=pt too, faster for the host'
complete -c vfio-prebind -n '__vfio_prebind_verb iommu' -l disable -d 'take away what --enable has added'
complete -c vfio-prebind -n '__vfio_prebind_verb iommu' -l json -d 'print JSON: see vfio-prebind(8)'
complete -c vfio-prebind -n '__vfio_prebind_verb iommu' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a bind -d 'give devices to vfio-pci now, without a reboot'
complete -c vfio-prebind -n '__vfio_prebind_verb bind' -l group -d 'and each endpoint of its IOMMU group'
complete -c vfio-prebind -n '__vfio_prebind_verb bind' -l slot -d 'and each function of its slot'
complete -c vfio-prebind -n '__vfio_prebind_verb bind' -l force -d 'also what the host may need, but no mounted filesystem'
complete -c vfio-prebind -n '__vfio_prebind_verb bind' -l json -d 'print JSON: see vfio-prebind(8)'
complete -c vfio-prebind -n '__vfio_prebind_verb bind' -a '(__vfio_prebind_functions; __vfio_prebind_keys)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a release -d 'give devices back to the drivers of the host now'
complete -c vfio-prebind -n '__vfio_prebind_verb release' -l group -d 'and each endpoint of its IOMMU group'
complete -c vfio-prebind -n '__vfio_prebind_verb release' -l slot -d 'and each function of its slot'
complete -c vfio-prebind -n '__vfio_prebind_verb release' -l json -d 'print JSON: see vfio-prebind(8)'
complete -c vfio-prebind -n '__vfio_prebind_verb release' -a '(__vfio_prebind_functions)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a export -d 'print what a virtual machine needs to get devices'
complete -c vfio-prebind -n '__vfio_prebind_verb export' -l group -d 'and each endpoint of its IOMMU group'
complete -c vfio-prebind -n '__vfio_prebind_verb export' -l slot -d 'and each function of its slot'
complete -c vfio-prebind -n '__vfio_prebind_verb export' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n __vfio_prebind_export_for_nothing -a 'libvirt qemu' -d 'for what'
complete -c vfio-prebind -n __vfio_prebind_export_for -a '(__vfio_prebind_functions)'

complete -c vfio-prebind -n __vfio_prebind_no_verb -a image-config -d 'write the configuration that goes into an image (for the hooks)'
complete -c vfio-prebind -n '__vfio_prebind_verb image-config' -l sysroot -x -a '(__fish_complete_directories)' -d 'take /etc, /proc and /sys below DIR'
complete -c vfio-prebind -n '__vfio_prebind_verb image-config' -l output -r -F -d 'write to FILE, which is replaced as a whole'
complete -c vfio-prebind -n '__vfio_prebind_verb image-config' -l drivers -d 'print the drivers that the rules need instead, one a line'
