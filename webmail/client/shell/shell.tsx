// The shell around every view: boxes, folders, the list and what is read.

import { useWords } from '../words/words.tsx'

export function Shell() {
  const words = useWords().frame
  return (
    <main>
      <h1>{words.product}</h1>
    </main>
  )
}
