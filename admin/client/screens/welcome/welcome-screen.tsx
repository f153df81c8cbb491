// Welcoming communes: the batches, and the six steps of one. /accueil, /accueil/<batch>/<step>

import { Redirect, useParams } from 'wouter'
import { BatchList } from './batch-list.tsx'
import { stepOfSlug } from './steps.ts'
import { Wizard } from './wizard.tsx'
import './welcome.css'

export function WelcomeScreen() {
  const { '*': rest = '' } = useParams<{ '*'?: string }>()
  const [id = '', slug = ''] = rest.split('/')
  if (id === '') return <BatchList />
  const step = stepOfSlug(slug)
  if (step === null) return <Redirect to={`/accueil/${id}/choisir`} replace />
  return <Wizard key={id} id={id} step={step} />
}
