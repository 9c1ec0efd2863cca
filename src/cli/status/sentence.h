/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first line of "vfio-prebind status": ready, pending, or what is missing and what to do next.
 */
#ifndef VFIO_PREBIND_STATUS_SENTENCE_H
#define VFIO_PREBIND_STATUS_SENTENCE_H

#include "cli/status/status.h"

/* Adds the sentence, with its full stop. top is the whole result, as --json prints it. */
void status_add_sentence(const struct status_view *view, struct json_object *top, struct text *out);

#endif
