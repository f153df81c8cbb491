// One more contact by name and address alone, said with the way to it.

import { useMutation } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import type { BoxView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { bookAddress } from './book-place.ts'
import { noFields } from './types.ts'
import { useBookChanged } from './use-book.ts'

export interface NewContact {
  /** Empty where only the address is known. */
  readonly name: string
  readonly address: string
  readonly organisation?: string
}

export function useAddContact(
  box: BoxView,
): readonly [add: (given: NewContact) => Promise<boolean>, isAdding: boolean] {
  const words = useWords()
  const said = words.reading.addSender
  const changed = useBookChanged()
  const adding = useMutation({
    mutationFn: ({ name, address, organisation = '' }: NewContact) => {
      const called = name.trim() === '' ? address : name.trim().slice(0, 200)
      const fields = {
        ...noFields,
        name: called,
        organisation,
        emails: [{ kind: 'other' as const, address }],
      }
      return api('POST /boxes/{box}/contacts', { params: { box: box.id }, body: { fields, groups: [] } })
    },
  })
  const add = async (given: NewContact): Promise<boolean> => {
    try {
      const { id, fields } = await adding.mutateAsync(given)
      const open = { kind: 'contact', id } as const
      const href = bookAddress({ box: box.address, shows: 'own', group: null, q: null, open })
      sayDone({
        text: said.added(fields.name),
        action: { label: said.show, run: () => navigate(href) },
      })
      await changed()
      return true
    } catch (error) {
      sayDone({ text: words.list.because(said.failed, problemWords(error, words).title) })
      return false
    }
  }
  return [add, adding.isPending]
}
