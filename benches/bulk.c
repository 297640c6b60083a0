/* bulk URI DIR PREFIX: memory parameters and use of all domains in one call.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "measure.h"

int main(void)
{
    skip("bulk call", "the library has no such call yet");
    return 0;
}
