/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages about cards that an earlier image knew and that have changed. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_CARD_NEWS_H
#define VFIO_PREBIND_IMAGE_CARD_NEWS_H

#include "host/image/protection.h"
#include "host/image/recall.h"

/* The message about a card that has changed, without its rule; empty: no change. */
void card_news_explain(const struct recalled *recalled, size_t index,
		       const struct pci_devices *devices, const struct protection *protection,
		       struct text *out);

/*
 * Whether the card is gone and another one is in its place that the host does not need: then the
 * administrator must say which one the rule means.
 */
bool card_news_asks(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, const struct protection *protection);

/*
 * "run 'vfio-prebind apply --repin ...'" for the rule, and for all others with an open question:
 * apply does nothing before all are answered.
 */
void card_news_repin(const struct recalled *recalled, size_t index,
		     const struct pci_devices *devices, const struct protection *protection,
		     struct text *out);

/* The rule with the place where its card is now; nothing if the card has not moved. */
void card_news_line(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, struct text *out);

#endif
