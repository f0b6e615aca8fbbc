/* Debian's libxml2 headers pull in ICU's, which clash with Foundation's own copy in a clean build. Nothing here needs
   ICU, so it is switched off before any other header of libxml2 is read. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/* The structured-error callback has a const and a non-const form in different releases; these two calls hide that. */
static inline int broadsheet_xml_parse_options(void) {
    return XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
}
static inline const char *broadsheet_xml_last_message(xmlParserCtxtPtr context) {
    return context->lastError.message;
}
static inline int broadsheet_xml_last_line(xmlParserCtxtPtr context) { return context->lastError.line; }
/* xmlFree is a global function pointer, which Swift 6 takes for shared mutable state. */
static inline void broadsheet_xml_free(void *memory) { xmlFree(memory); }
