#include "walk.h"

static const char *const values[] = {
    "a title", "two\nlines", "", "<a/>", "<a><b>text</b></a>", "<broken", "<p:a xmlns:p='urn:p'/>", "text",
    "<a x='1'>&amp;</a>", "<a/><b/>",
};
static const char *const keys[] = {"key", "other", "", "a b"};
static const char *const uris[] = {"urn:one", "urn:two", "urn:p", ""};

/* A type beyond those that libvirt 9 knows is refused by its drivers alone. */
static int any_type(void)
{
    return chance(5) ? (int)below(6) - 1 : (int)below(3);
}

void walk_virDomainSetMetadata(void)
{
    virDomainPtr dom = any_domain();
    int type = any_type();
    const char *value = chance(15) ? NULL : ANY(values);
    bool element = type == VIR_DOMAIN_METADATA_ELEMENT;
    const char *key = element != chance(8) ? ANY(keys) : NULL;
    const char *uri = element != chance(8) ? ANY(uris) : NULL;
    unsigned int flags = any_flags(3);

    call("virDomainSetMetadata", "%s, %d, %s, %s, %s, %#x", show(dom), type, quoted(value), quoted(key),
         quoted(uri), flags);
    got_int(virDomainSetMetadata(dom, type, value, key, uri, flags));
}

void walk_virDomainGetMetadata(void)
{
    virDomainPtr dom = any_domain();
    int type = any_type();
    bool element = type == VIR_DOMAIN_METADATA_ELEMENT;
    const char *uri = element != chance(8) ? ANY(uris) : NULL;
    unsigned int flags = any_flags(3);

    call("virDomainGetMetadata", "%s, %d, %s, %#x", show(dom), type, quoted(uri), flags);
    got_allocated_text(virDomainGetMetadata(dom, type, uri, flags));
}
