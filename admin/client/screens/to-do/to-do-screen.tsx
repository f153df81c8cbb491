// What needs somebody, sorted by harm, and the figures below it.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function ToDoScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.toDo} site={words.common.site} />
}
