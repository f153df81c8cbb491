// Full text in French. What comes into INBOX is indexed in batches, when the worker asks for it; what comes elsewhere, or by
// IMAP, at once. A search completes what is missing before it answers.

import { join } from 'node:path'
import { ftsAutoindexLimit } from '#core/message/fts-autoindex-limit.ts'
import type { Installation } from '../../installation.ts'
import { type GeneratedFile, generatedMark } from '../generated-file.ts'
import { block, comment, type DovecotNode, setting } from '../syntax/dovecot-syntax.ts'

/** Content-Disposition is that of parts, with the names of what is attached. `SEARCH HEADER` does not find other fields. */
const searchedFields = [
  ...['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Message-ID', 'List-Id'],
  'Content-Disposition',
]

/**
 * Languages that a message is told apart by, the models of libexttextcat. Without this list each message is compared with some
 * two hundred, a fifth of what indexing it costs. What is neither French nor English is treated as French; a language that is
 * missing here may be taken for English.
 */
export const languageModels: GeneratedFile = {
  path: 'dovecot/textcat.conf',
  content: [
    `# ${generatedMark}`,
    ...['fr', 'en', 'de', 'es', 'it', 'nl'].map((name) => `${name}.lm ${name}--utf8`),
    '',
  ].join('\n'),
  owner: 'vmail',
}

export function searchSettings({ paths }: Pick<Installation, 'paths'>): readonly DovecotNode[] {
  return [
    comment('Search'),
    setting('fts_autoindex', true),
    setting('fts_autoindex_max_recent_msgs', ftsAutoindexLimit),
    // One go of the indexer for each message is a third of what Dovecot spends on it.
    block('protocol', 'lmtp', [block('mailbox', 'INBOX', [setting('fts_autoindex', false)])]),
    setting('fts_search_add_missing', true),
    setting('language_tokenizers', 'generic email-address'),
    setting('language_tokenizer_generic_algorithm', 'simple'),
    setting('textcat_config_path', join(paths.etc, languageModels.path)),
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
