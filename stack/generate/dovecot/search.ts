// Full text in French. What comes into INBOX is indexed in batches, when the worker asks for it; what comes elsewhere, or by
// IMAP, at once. A search completes what is missing before it answers.

import { longestUnseen } from '#core/longest-unseen.ts'
import { block, comment, type DovecotNode, setting } from '../syntax/dovecot-syntax.ts'

/** Other fields are still found by `SEARCH HEADER`, without the index. */
const searchedFields = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Message-ID', 'List-Id']

export function searchSettings(): readonly DovecotNode[] {
  return [
    comment('Search'),
    setting('fts_autoindex', true),
    setting('fts_autoindex_max_recent_msgs', longestUnseen),
    // One go of the indexer for each message is a third of what Dovecot spends on it.
    block('protocol', 'lmtp', [block('mailbox', 'INBOX', [setting('fts_autoindex', false)])]),
    setting('fts_search_add_missing', true),
    setting('language_tokenizers', 'generic email-address'),
    setting('language_tokenizer_generic_algorithm', 'simple'),
    block('language', 'fr', [
      setting('default', true),
      setting('filters', 'lowercase normalizer-icu snowball stopwords'),
    ]),
    block('language', 'en', [setting('filters', 'lowercase snowball english-possessive stopwords')]),
    // Nobody searches for words of a signature or of a trace field, which are half of a short message.
    setting('fts_header_excludes', '*'),
    setting('fts_header_includes', searchedFields.join(' ')),
    block('fts', 'flatcurve', [setting('substring_search', false)]),
    block('service', 'indexer-worker', [
      // Mail that comes in goes before mail that is indexed; what waits longer is indexed in fewer, cheaper goes. Two, so
      // that the index of one large box does not stop everybody's search.
      setting('executable', '/usr/bin/nice -n 10 /usr/lib/dovecot/indexer-worker'),
      setting('process_limit', 2),
    ]),
  ]
}
