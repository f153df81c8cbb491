// An address that takes a second line breaks before its @, or after a dot or dash: not inside a word.

import { Fragment } from 'react'

export function BreakableAddress({ text }: { readonly text: string }) {
  return text.split(/(?=@)|(?<=[.-])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no name but their place.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
