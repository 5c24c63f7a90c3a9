// Who wrote an e-mail to whom, as entities of its reading.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// The author of an e-mail document: the entity named in its `From` line; kNone for other documents.
uint32_t mail_author(const Analysis& analysis, const Reading& reading);

/// The first entity of the `To` line; kNone for other documents.
uint32_t mail_recipient(const Analysis& analysis, const Reading& reading);

/// Adds the claim that the message itself makes: its author wrote to its recipients, at the header's date.
void claim_mail(const Analysis& analysis, Reading& reading);

}  // namespace annals
