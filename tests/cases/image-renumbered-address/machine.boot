include twins-renumbered
