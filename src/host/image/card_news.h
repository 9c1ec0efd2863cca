/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of the cards that an earlier image knew, in words. Pure.
 */
#ifndef VFIO_PREBIND_IMAGE_CARD_NEWS_H
#define VFIO_PREBIND_IMAGE_CARD_NEWS_H

#include "host/image/protection.h"
#include "host/image/recall.h"

/* What is to be said of a card that is not as it was, without its rule; nothing: all is well. */
void card_news_explain(const struct recalled *recalled, size_t index,
		       const struct pci_devices *devices, const struct protection *protection,
		       struct text *out);

/*
 * Whether the card is gone and another one is in its place that the host does not need: which one
 * the rule means is a question.
 */
bool card_news_asks(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, const struct protection *protection);

/*
 * "run 'vfio-prebind apply --repin ...'" for the rule, and for all others about which there is a
 * question: apply does nothing while one is open.
 */
void card_news_repin(const struct recalled *recalled, size_t index,
		     const struct pci_devices *devices, const struct protection *protection,
		     struct text *out);

/* The rule with the place where its card is now; nothing if the card has not moved. */
void card_news_line(const struct recalled *recalled, size_t index,
		    const struct pci_devices *devices, struct text *out);

#endif
