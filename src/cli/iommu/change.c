// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Changes the words of the kernel, and says what came of it.
 */
#include "cli/iommu/change.h"

#include <string.h>

#include "core/error.h"
#include "host/base/sysroot.h"
#include "host/loader/by_hand.h"
#include "host/loader/loader.h"

static void complain_lines(const struct text *lines)
{
	const char *line = text_string(lines);

	for (; *line; line += strcspn(line, "\n"), line += *line == '\n')
		complain("%.*s", (int)strcspn(line, "\n"), line);
}

/* The current words of the entries, which decide. */
static enum status verify(const struct loader_job *job, bool enabled)
{
	struct text wrong = { 0 };
	enum status status = STATUS_OK;
	int r;

	if (job->is_captured && job->has_programs) {
		complain("not verified: run these commands there, then 'vfio-prebind iommu' says "
			 "what the next boot has");
		return STATUS_OK;
	}
	r = loader_verify(job, enabled, &wrong);
	complain_lines(&wrong);
	if (r)
		complain("cannot read the boot entries: %s", error_text(r));
	if (r || wrong.length)
		status = STATUS_FAILED;
	else
		complain("this takes effect at the next boot");
	text_free(&wrong);
	return status;
}

static enum status complain_nothing(bool enabled)
{
	complain("nothing to do: %s",
		 enabled ? "the words are already there" : "iommu --enable has added nothing here");
	return STATUS_OK;
}

static enum status carry_out(struct loader_job *job, bool enables)
{
	if (enables)
		loader_enable(job);
	else
		loader_disable(job);
	complain_lines(&job->done);
	complain_lines(&job->problem);
	if (job->problem.length)
		return STATUS_FAILED;
	if (!job->done.length && (job->is_there || !enables))
		return complain_nothing(enables);
	return verify(job, enables);
}

static enum status complain_unknown(const struct loader_job *job, bool enables)
{
	struct text cure = { 0 };

	if (!enables) {
		complain("vfio-prebind does not change the kernel command line on this machine, so "
			 "iommu --enable has added nothing here");
		return STATUS_FAILED;
	}
	loader_explain_by_hand(job->fs, job->words, &cure);
	complain("vfio-prebind does not change the kernel command line on this machine: %s",
		 text_string(&cure));
	text_free(&cure);
	return STATUS_FAILED;
}

enum status iommu_change(struct fs *fs, const char *sysroot, const char *words, bool enables)
{
	struct loader_job job = {
		.fs = fs,
		.sysroot = sysroot,
		.is_captured = sysroot_is_captured(sysroot),
		.words = words,
	};
	enum status status = STATUS_FAILED;
	int r = loader_job_open(&job);

	if (r)
		complain("cannot read the boot entries: %s", error_text(r));
	else if (!loader_can_change(job.loader))
		status = complain_unknown(&job, enables);
	else
		status = carry_out(&job, enables);
	loader_job_free(&job);
	return status;
}
