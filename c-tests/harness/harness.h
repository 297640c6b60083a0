/* All of the harness, for the test programs; README.md says how to use it. The harness's own files
 * include what they need of each other, never this header. */
#ifndef HARNESS_H
#define HARNESS_H

#include "harness/base.h"
#include "harness/checks.h"
#include "harness/children.h"
#include "harness/connection.h"
#include "harness/domain.h"
#include "harness/environment.h"
#include "harness/exit.h"
#include "harness/files.h"
#include "harness/parameters.h"
#include "harness/run.h"
#include "harness/traces.h"

#endif
