// Whom one may mean while typing: from own contacts, the directory and what was sent, asked all at once. What was sent is left out
// where Dovecot does not answer: somebody is typing.

import { findInDirectory } from '#db/stores/addresses/shared-directory.ts'
import { suggestContacts, suggestGroups } from '#db/stores/webmail/suggested-contacts.ts'
import { mostSuggestions, suggestionRoutes } from '../../contract/suggestion.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'

export const suggestionHandlers = implement(suggestionRoutes, {
  'GET /boxes/{box}/suggestions': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box, visit } = opened.value
    const search = query.q.trim()
    if (search === '') return { rows: [], groups: [] }
    const { database, ports } = context
    const limit = mostSuggestions
    const [contacts, groups, directory, past] = await Promise.all([
      suggestContacts(database, box.id, { search, limit }),
      suggestGroups(database, box.id, { search, limit }),
      findInDirectory(database, { search, box: box.id, commune: box.commune, offset: 0, limit: 2 * limit }),
      ports.writtenTo.find(ports.connections, visit, search),
    ])
    const entries = directory.rows.map((entry) => ({ ...entry, kind: 'directory' as const }))
    const ranked = [
      ...contacts.map((each) => ({ ...each, kind: 'contact' as const, commune: '' })),
      ...entries.filter(({ own }) => own),
      ...(past.ok ? past.value : []).map((each) => ({ ...each, kind: 'past' as const, commune: '' })),
      ...entries.filter(({ own }) => !own),
    ]
    const once = new Map(ranked.toReversed().map((each) => [each.address.toLowerCase(), each]))
    once.delete(box.address)
    const rows = ranked.filter((each) => once.get(each.address.toLowerCase()) === each).slice(0, limit)
    return { rows, groups: groups.map(({ name, members }) => ({ name, members: [...members] })) }
  },
})
