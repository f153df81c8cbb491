// After a change of mail that no list made: lists and counts are asked again.

import { useQueryClient } from '@tanstack/react-query'
import { mailChanged } from '../compose/send/outgoing.ts'

export function useMailChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => mailChanged(client)
}
