// An address that takes a second line where it reads well.

import { Fragment } from 'react'
import { addressBreaks } from './address-breaks.ts'
import './breakable-address.css'

export function BreakableAddress({ text }: { readonly text: string }) {
  const { before, domain, after } = addressBreaks(text)
  // One element: a record on a phone sets a gap between those that stand in one of its cells.
  return (
    <span>
      <Steps steps={before} />
      {domain.length > 0 && (
        <>
          <wbr />
          {domain.length === 1 ? <span className="address-domain">{domain}</span> : <Steps steps={domain} />}
        </>
      )}
      {after}
    </span>
  )
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return steps.map((step, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no name but their place.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {step}
    </Fragment>
  ))
}
