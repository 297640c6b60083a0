/* Hosts of the test driver that ask for a name and a password, and what programs answer. */
#include "harness/harness.h"
#include "support/documents.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USERS \
    "<node><auth><user password='secret'>alice</user><user>bob</user><user password=''>eve</user></auth></node>"

/* What a program answers; NULL is nothing. */
struct answers {
    const char *name, *password;
    int status;
    int asked;
};

static int answer(virConnectCredentialPtr cred, unsigned int ncred, void *data)
{
    struct answers *answers = data;

    for (unsigned int i = 0; i < ncred; i++) {
        bool is_name = cred[i].type == VIR_CRED_AUTHNAME || cred[i].type == VIR_CRED_ECHOPROMPT;
        const char *text = is_name ? answers->name : answers->password;

        note("asked for %d of %u: '%s', challenge %s, default %s, result %d, length %u", cred[i].type, ncred,
             cred[i].prompt, cred[i].challenge ? cred[i].challenge : "NULL",
             cred[i].defresult ? cred[i].defresult : "NULL", cred[i].result != NULL, cred[i].resultlen);
        answers->asked++;
        if (text) {
            cred[i].result = strdup(text);
            cred[i].resultlen = strlen(text);
        }
    }
    return answers->asked == answers->status ? -1 : 0;
}

static char uri[200];

static void try(const char *what, int *kinds, unsigned int count, struct answers answers)
{
    virConnectAuth auth = {kinds, count, answer, &answers};
    virConnectPtr conn;

    note("%s", what);
    conn = TRACE_PTR(virConnectOpenAuth(uri, &auth, 0));
    if (conn)
        TRACE_INT(virConnectClose(conn));
}

/* libvirt fails without an error here. */
static void no_answers(int *kinds)
{
    struct answers nameless = {NULL, "secret", 0, 0}, mute = {"alice", NULL, 0, 0};
    virConnectAuth no_name = {kinds, 2, answer, &nameless}, no_password = {kinds, 2, answer, &mute};

    CHECK_NULL(virConnectOpenAuth(uri, &no_name, 0), is_ours() ? VIR_ERR_AUTH_FAILED : VIR_ERR_INTERNAL_ERROR);
    CHECK_NULL(virConnectOpenAuth(uri, &no_password, 0), is_ours() ? VIR_ERR_AUTH_FAILED : VIR_ERR_INTERNAL_ERROR);
}

static int answer_and_end(virConnectCredentialPtr cred, unsigned int ncred, void *data)
{
    (void)ncred;
    cred->result = strdup("alice");
    cred->resultlen = 5;
    if (++*(int *)data == 2)
        pthread_exit(NULL);
    return 0;
}

static void *open_until_it_ends(void *auth)
{
    virConnectOpenAuth(uri, auth, 0);
    return NULL;
}

/* A thread that ends in the callback, with its second answer. */
static void ends(int *kinds)
{
    for (int i = 0; i < 20; i++) {
        int asked = 0;
        virConnectAuth auth = {kinds, 2, answer_and_end, &asked};
        pthread_t thread;

        if (pthread_create(&thread, NULL, open_until_it_ends, &auth) != 0)
            harness_die("pthread_create");
        pthread_join(thread, NULL);
        CHECK_INT(asked, 2);
    }
    note("threads have ended in the callback");
}

int main(void)
{
    int both[] = {VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE};
    int hidden[] = {VIR_CRED_NOECHOPROMPT, VIR_CRED_AUTHNAME};
    int prompts[] = {VIR_CRED_ECHOPROMPT, VIR_CRED_NOECHOPROMPT};
    int names[] = {VIR_CRED_REALM, VIR_CRED_AUTHNAME};
    int passwords[] = {VIR_CRED_PASSPHRASE};
    virConnectAuth none = {both, 2, NULL, NULL};

    harness_begin();
    harness_only(KIND_TEST);
    snprintf(uri, sizeof(uri), "test://%s", harness_file("users.xml", USERS));
    TRACE_PTR(virConnectOpen(uri));
    TRACE_PTR(virConnectOpenReadOnly(uri));
    TRACE_PTR(virConnectOpenAuth(uri, NULL, 0));
    /* libvirt's default asks on the terminal, and a NULL callback crashes it. */
    if (is_ours()) {
        CHECK_NULL(virConnectOpenAuth(uri, virConnectAuthPtrDefault, 0), VIR_ERR_AUTH_FAILED);
        CHECK_NULL(virConnectOpenAuth(uri, &none, 0), VIR_ERR_INVALID_ARG);
    }
    try("right", both, 2, (struct answers){"alice", "secret", 0, 0});
    try("in another order", hidden, 2, (struct answers){"alice", "secret", 0, 0});
    try("by prompts", prompts, 2, (struct answers){"alice", "secret", 0, 0});
    try("no kind for a password", names, 2, (struct answers){"alice", "secret", 0, 0});
    try("no kind for a name", passwords, 1, (struct answers){"alice", "secret", 0, 0});
    try("no kinds", NULL, 0, (struct answers){"alice", "secret", 0, 0});
    try("wrong password", both, 2, (struct answers){"alice", "Secret", 0, 0});
    try("empty password", both, 2, (struct answers){"alice", "", 0, 0});
    try("an empty password is one", both, 2, (struct answers){"eve", "", 0, 0});
    try("not that one", both, 2, (struct answers){"eve", "x", 0, 0});
    try("who needs none", both, 2, (struct answers){"bob", NULL, 0, 0});
    try("who needs none, without a kind for it", names, 2, (struct answers){"bob", NULL, 0, 0});
    try("nobody", both, 2, (struct answers){"mallory", "secret", 0, 0});
    try("empty name", both, 2, (struct answers){"", "secret", 0, 0});
    try("declines the name", both, 2, (struct answers){"alice", "secret", 1, 0});
    try("declines the password", both, 2, (struct answers){"alice", "secret", 2, 0});
    no_answers(both);
    ends(both);
    return harness_end();
}
