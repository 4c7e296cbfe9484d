import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/context'
import { found, idOf } from '@/app/_server/found'
import { RadioGroup, SubmitButton, TextField } from '@/app/_ui/fields'
import { Form } from '@/app/_ui/form'
import { FormDisclosure } from '@/app/_ui/form-disclosure'
import { Moment } from '@/app/_ui/moment'
import { ClaimListing } from '@/app/(desk)/desk/_parts/claim-listing'
import { DocumentListing } from '@/app/(desk)/desk/_parts/document-listing'
import { Done } from '@/app/(desk)/desk/_parts/done'
import { LanguageField } from '@/app/(desk)/desk/_parts/language-field'
import { languageName } from '@/app/(desk)/desk/_parts/language-name'
import { MergeNotes } from '@/app/(desk)/desk/_parts/merge-notes'
import { SourceFormFields } from '@/app/(desk)/desk/_parts/source-form-fields'
import { optionsOf, reliabilityWords, sourceKindWords } from '@/app/(desk)/desk/_parts/words'
import {
  addAliasAction,
  editSourceAction,
  gradeSourceAction,
} from '@/app/(desk)/desk/sources/actions'
import { sourceBase } from '@/app/(desk)/desk/sources/source-base'
import { getSourceDesk, type SourceDesk } from '@/lib/desk/sources'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load(params)).name }
}

const doneWords = {
  created: 'The source was added.',
  edited: 'The source was edited.',
  named: 'The name was added.',
  graded: 'The source was graded.',
}

export default async function Page({ params, searchParams }: Props) {
  const source = await load(params)
  const search = await searchParams
  const { done } = search
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">
            <a href="/desk/sources">Sources</a>
          </p>
          <h1>
            <bdi lang={source.language}>{source.name}</bdi>
          </h1>
          <p className="soft">{sourceKindWords[source.kind]}</p>
        </div>
        <a className="button" href={`/desk/claims/new?source=${source.id}`}>
          File a claim of theirs
        </a>
      </div>
      <Done words={doneWords} search={search} />
      <div className="two-sides">
        <div className="stack">
          <About source={source} />
          <Names source={source} />
          <Grades source={source} />
          {source.may.edit ? (
            <Edit source={source} savedVersion={done === 'edited' ? source.version : 0} />
          ) : null}
        </div>
        <div className="stack">
          <section aria-labelledby="claims-heading">
            <h2 id="claims-heading">Claims ({source.claimCount})</h2>
            {source.claims.length > 0 ? (
              <ClaimListing claims={source.claims} hasClaimant={false} />
            ) : (
              <p className="soft">No claim of theirs is filed yet.</p>
            )}
            {source.claimCount > source.claims.length ? (
              <p>
                <a href={`/desk?tab=all&source=${source.slug}`}>All {source.claimCount} claims</a>
              </p>
            ) : null}
          </section>
          <section aria-labelledby="documents-heading">
            <h2 id="documents-heading">Documents they published ({source.documentCount})</h2>
            {source.documents.length > 0 ? (
              <DocumentListing documents={source.documents} />
            ) : (
              <p className="soft">None is here yet.</p>
            )}
            {source.documentCount > source.documents.length ? (
              <p className="soft">The {source.documents.length} latest are shown.</p>
            ) : null}
          </section>
        </div>
      </div>
    </>
  )
}

async function load(params: Props['params']): Promise<SourceDesk> {
  const [ctx, { id }] = await Promise.all([requireMember(), params])
  return found(getSourceDesk(ctx, idOf(id)))
}

function About({ source }: { source: SourceDesk }) {
  const { speaksFor, countsAs, speakers, description, url } = source
  return (
    <section aria-label="About">
      {description ? <p className="prose">{description}</p> : null}
      {url ? (
        <p>
          <a href={url} rel="noreferrer">
            {url}
          </a>
        </p>
      ) : null}
      {speaksFor ? (
        <p>
          Speaks for{' '}
          <a href={`/desk/sources/${speaksFor.id}`}>
            <bdi>{speaksFor.name}</bdi>
          </a>
          : the two count as one origin.
        </p>
      ) : null}
      {countsAs ? (
        <p>
          In the end it counts as{' '}
          <a href={`/desk/sources/${countsAs.id}`}>
            <bdi>{countsAs.name}</bdi>
          </a>
          .
        </p>
      ) : null}
      {speakers.length > 0 ? (
        <p>
          For it speak:{' '}
          {speakers.map((speaker, at) => (
            <span key={speaker.id}>
              {at > 0 ? ', ' : ''}
              <a href={`/desk/sources/${speaker.id}`}>
                <bdi>{speaker.name}</bdi>
              </a>
            </span>
          ))}
        </p>
      ) : null}
    </section>
  )
}

function Names({ source }: { source: SourceDesk }) {
  return (
    <section aria-labelledby="names-heading">
      <h2 id="names-heading">Names</h2>
      <ul className="names">
        {source.aliases.map((alias) => (
          <li key={alias.id}>
            <bdi lang={alias.language}>{alias.name}</bdi>{' '}
            <span className="fine">{languageName(alias.language)}</span>
          </li>
        ))}
      </ul>
      {source.may.addAlias ? (
        <Form
          name="add-alias"
          action={addAliasAction}
          requestId={randomUUID()}
          hidden={{ sourceId: source.id }}
        >
          <FormDisclosure summary="Add a name">
            <TextField
              name="name"
              label="Other name or spelling"
              hint="Spellings that differ only in vowels or script are found without being added."
            />
            <LanguageField name="language" label="Its language" defaultValue="en" />
            <SubmitButton kind="quiet">Add the name</SubmitButton>
          </FormDisclosure>
        </Form>
      ) : null}
    </section>
  )
}

function Grades({ source }: { source: SourceDesk }) {
  const [current] = source.grades
  return (
    <section aria-labelledby="grades-heading">
      <h2 id="grades-heading">Reliability</h2>
      {current ? (
        <ol className="grades" reversed>
          {source.grades.map((grade, at) => (
            <li key={grade.id}>
              <strong>
                {grade.reliability}, {reliabilityWords[grade.reliability]}
              </strong>
              {at === 0 ? '' : ' (earlier)'}
              <p className="prose">{grade.reason}</p>
              <p className="fine">
                <bdi>{grade.by}</bdi>, <Moment at={grade.at} />
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <p className="soft">Not graded yet.</p>
      )}
      {source.may.grade ? (
        <Form
          name="grade-source"
          action={gradeSourceAction}
          requestId={randomUUID()}
          hidden={{ sourceId: source.id }}
        >
          <FormDisclosure summary={current ? 'Grade it anew' : 'Grade it'}>
            <RadioGroup
              name="reliability"
              label="Reliability"
              hint="The Admiralty scale: how far this source could be relied on so far"
              options={optionsOf(reliabilityWords).map(({ value, label }) => ({
                value,
                label: `${value}: ${label}`,
              }))}
            />
            <TextField name="reason" label="Reason" hint="Kept in the history" />
            <SubmitButton kind="quiet">Grade the source</SubmitButton>
          </FormDisclosure>
        </Form>
      ) : null}
    </section>
  )
}

/** `savedVersion`: the version just saved from here, whose fields are then drawn anew. */
function Edit({ source, savedVersion }: { source: SourceDesk; savedVersion: number }) {
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading">Edit</h2>
      <Form
        name="edit-source"
        action={editSourceAction}
        requestId={randomUUID()}
        draft={`source-${source.id}`}
        hidden={{
          sourceId: source.id,
          version: source.version,
          base: JSON.stringify(sourceBase(source)),
        }}
      >
        <MergeNotes />
        <FormDisclosure summary="Name, kind, whom it speaks for, about">
          <SourceFormFields key={savedVersion} defaults={source} />
          <SubmitButton kind="quiet">Save the source</SubmitButton>
        </FormDisclosure>
      </Form>
    </section>
  )
}
