// The tables of a case file and how older ones become today's.
#pragma once

#include "casefile/database.h"

namespace annals {

/// `Annl`: how a case file says that it is one (PRAGMA application_id).
constexpr int64_t kApplicationId = 0x416E6E6C;

/// Checks that an opened file is a case of a version this program knows. An empty file passes.
/// Errors (kCase): a database of something else, a case from a newer version. Throws DatabaseFailure when it cannot be
/// read.
Status check_schema(const Database& database);

/// Whether the file holds no tables yet.
bool is_empty(const Database& database);

/// Brings the tables to today's version, inside the caller's transaction. Throws DatabaseFailure.
void migrate(const Database& database);

/// The version that migrate() leads to.
int64_t schema_version();

}  // namespace annals
