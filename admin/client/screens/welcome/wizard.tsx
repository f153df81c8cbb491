// One batch: the route of six steps at the left, the open step beside it. Everything is saved as one goes; the step that
// was open last is kept, so that leaving and coming back resumes there.

import { type ComponentType, useEffect } from 'react'
import { Link } from 'react-aria-components'
import { ButtonLink } from '#ui/control/button.tsx'
import { Stepper } from '#ui/display/stepper.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type Batch, type StepProps, staleBatch } from './batch.ts'
import { CreationProvider, useCreation } from './creation.tsx'
import { StepChoose } from './step-choose.tsx'
import { StepCreate } from './step-create.tsx'
import { StepDomain } from './step-domain.tsx'
import { StepMailboxes } from './step-mailboxes.tsx'
import { StepPeople } from './step-people.tsx'
import { StepPreview } from './step-preview.tsx'
import { addressOfStep, type Step, steps } from './steps.ts'

const contents: Readonly<Record<Step, ComponentType<StepProps>>> = {
  choose: StepChoose,
  domain: StepDomain,
  mailboxes: StepMailboxes,
  people: StepPeople,
  preview: StepPreview,
  create: StepCreate,
}

const whileCreatingMs = 1000

export function Wizard({ id, step }: { readonly id: string; readonly step: Step }) {
  return (
    <CreationProvider id={id}>
      <Opened id={id} step={step} />
    </CreationProvider>
  )
}

function Opened({ id, step }: { readonly id: string; readonly step: Step }) {
  const { welcome: words, common } = useWords()
  const creation = useCreation()
  const { data, error, refetch } = useAnswer(
    'GET /welcomes/{welcome}',
    { params: { welcome: id } },
    creation.running ? { refetchMs: whileCreatingMs } : {},
  )
  useKeptStep(data, step)
  if (data === undefined)
    return (
      <>
        <PageHeading title={words.title} site={common.site} />
        {error === null ? (
          <Skeleton rows={8} onRetry={() => void refetch()} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </>
    )
  const Content = contents[step]
  return (
    <>
      <PageHeading
        title={words.title}
        site={common.site}
        crumbs={<Link href="/accueil">{words.batches}</Link>}
        {...(step === 'create' ? {} : { actions: <ButtonLink href="/accueil">{words.later}</ButtonLink> })}
      >
        {words.preparedBy(data.name, data.createdBy ?? words.somebody)}
      </PageHeading>
      <div className="wizard">
        <Stepper
          label={words.route}
          current={step}
          steps={steps.map((each) => ({
            id: each,
            label: words.steps[each],
            href: addressOfStep(id, each),
            ...noteOf(each, data, words),
          }))}
        />
        <section aria-label={words.steps[step]} className="wizard-step">
          <Content batch={data} />
        </section>
      </div>
    </>
  )
}

function noteOf(
  step: Step,
  { communes }: Batch,
  words: ReturnType<typeof useWords>['welcome'],
): { readonly note?: string } {
  if (communes.length === 0) return {}
  const people = communes.reduce((sum, commune) => sum + commune.people.length, 0)
  if (step === 'choose') return { note: words.countCommunes(communes.length) }
  if (step === 'domain') return { note: words.countDomains(communes.length) }
  if (step === 'people' && people > 0) return { note: words.countPeople(people) }
  return {}
}

/** The step that is open now is the one to come back to. Somebody else's change of the batch is no reason to complain. */
function useKeptStep(batch: Batch | undefined, step: Step): void {
  const { mutate, isPending } = useChange('PATCH /welcomes/{welcome}', staleBatch)
  const id = batch?.id
  const revision = batch?.revision
  const kept = batch?.step
  useEffect(() => {
    if (id === undefined || revision === undefined || kept === step || isPending) return
    mutate({ params: { welcome: id }, body: { revision, step } })
  }, [id, revision, kept, step, mutate, isPending])
}
