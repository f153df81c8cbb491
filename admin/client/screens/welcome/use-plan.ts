// Saves what one commune of the batch will get; what is not named stays as it is.

import { useChange } from '../../queries.ts'
import { type Batch, type Plan, staleBatch, type WelcomedCommune } from './batch.ts'

export function usePlan(batch: Batch, fallbackTemplate: string | null) {
  const save = useChange('PUT /welcomes/{welcome}/communes/{inseeCode}', staleBatch)
  const plan = async (commune: WelcomedCommune, change: Partial<Plan>): Promise<boolean> => {
    const templateId = change.templateId ?? commune.templateId ?? fallbackTemplate
    if (templateId === null) return false
    return await save
      .mutateAsync({
        params: { welcome: batch.id, inseeCode: commune.inseeCode },
        body: { domain: commune.domain, people: commune.people, ...change, templateId },
      })
      .then(() => true)
      .catch(() => false)
  }
  return { plan, saving: save.isPending, error: save.error }
}
