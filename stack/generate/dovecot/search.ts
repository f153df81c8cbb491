// Full text in French, indexed as mail arrives and completed at the first search.

import { block, comment, type DovecotNode, setting } from '../syntax/dovecot-syntax.ts'

export function searchSettings(): readonly DovecotNode[] {
  return [
    comment('Search'),
    setting('fts_autoindex', true),
    setting('fts_autoindex_max_recent_msgs', 999),
    setting('fts_search_add_missing', true),
    setting('language_tokenizers', 'generic email-address'),
    setting('language_tokenizer_generic_algorithm', 'simple'),
    block('language', 'fr', [
      setting('default', true),
      setting('filters', 'lowercase normalizer-icu snowball stopwords'),
    ]),
    block('language', 'en', [setting('filters', 'lowercase snowball english-possessive stopwords')]),
    block('fts', 'flatcurve', [setting('substring_search', false)]),
  ]
}
