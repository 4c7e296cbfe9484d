import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
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
import { useLanguageName } from '@/app/(desk)/desk/_parts/language-name'
import { MergeNotes } from '@/app/(desk)/desk/_parts/merge-notes'
import { saidOf } from '@/app/(desk)/desk/_parts/said-of'
import { SourceFormFields } from '@/app/(desk)/desk/_parts/source-form-fields'
import { useReliabilities } from '@/app/(desk)/desk/_parts/words'
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

export default async function Page({ params, searchParams }: Props) {
  const source = await load(params)
  const t = await getTranslations('deskSource')
  const kind = await getTranslations('ui.sourceKind')
  const doneWords = {
    created: t('created'),
    edited: t('edited'),
    named: t('named'),
    graded: t('graded'),
  }
  const search = await searchParams
  const { done } = search
  return (
    <>
      <div className="page-head">
        <div>
          <p className="fine">
            <a href="/desk/sources">{t('sources')}</a>
          </p>
          <h1>
            <bdi lang={source.language}>{source.name}</bdi>
          </h1>
          <p className="soft">{kind(source.kind)}</p>
        </div>
        <a className="button" href={`/desk/claims/new?source=${source.id}`}>
          {t('file')}
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
            <h2 id="claims-heading">{t('claims', saidOf(source.claimCount))}</h2>
            {source.claims.length > 0 ? (
              <ClaimListing claims={source.claims} hasClaimant={false} />
            ) : (
              <p className="soft">{t('noClaim')}</p>
            )}
            {source.claimCount.n > source.claims.length ? (
              <p>
                <a href={`/desk?tab=all&source=${source.slug}`}>
                  {t('allClaims', saidOf(source.claimCount))}
                </a>
              </p>
            ) : null}
          </section>
          <section aria-labelledby="documents-heading">
            <h2 id="documents-heading">{t('documents', saidOf(source.documentCount))}</h2>
            {source.documents.length > 0 ? (
              <DocumentListing documents={source.documents} />
            ) : (
              <p className="soft">{t('noDocument')}</p>
            )}
            {source.documentCount.n > source.documents.length ? (
              <p className="soft">{t('latest', { n: source.documents.length })}</p>
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
  const t = useTranslations('deskSource')
  return (
    <section aria-label={t('about')}>
      {description ? (
        <p className="prose" dir="auto">
          {description}
        </p>
      ) : null}
      {url ? (
        <p>
          <a href={url} rel="noreferrer">
            {url}
          </a>
        </p>
      ) : null}
      {speaksFor ? (
        <p>
          {t.rich('speaksFor', {
            name: () => (
              <a href={`/desk/sources/${speaksFor.id}`}>
                <bdi>{speaksFor.name}</bdi>
              </a>
            ),
          })}
        </p>
      ) : null}
      {countsAs ? (
        <p>
          {t.rich('countsAs', {
            name: () => (
              <a href={`/desk/sources/${countsAs.id}`}>
                <bdi>{countsAs.name}</bdi>
              </a>
            ),
          })}
        </p>
      ) : null}
      {speakers.length > 0 ? (
        <p>
          {t('speakers')}{' '}
          {speakers.map((speaker, at) => (
            <span key={speaker.id}>
              {at > 0 ? t('comma') : ''}
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
  const t = useTranslations('deskSource')
  const languageName = useLanguageName()
  return (
    <section aria-labelledby="names-heading">
      <h2 id="names-heading">{t('names')}</h2>
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
          <FormDisclosure summary={t('addName')}>
            <TextField name="name" label={t('otherName')} hint={t('otherNameHint')} />
            <LanguageField name="language" label={t('itsLanguage')} defaultValue="en" />
            <SubmitButton kind="quiet">{t('addNamePress')}</SubmitButton>
          </FormDisclosure>
        </Form>
      ) : null}
    </section>
  )
}

function Grades({ source }: { source: SourceDesk }) {
  const t = useTranslations('deskSource')
  const reliabilities = useReliabilities()
  const reliability = useTranslations('ui.reliability')
  const [current] = source.grades
  return (
    <section aria-labelledby="grades-heading">
      <h2 id="grades-heading">{t('reliability')}</h2>
      {current ? (
        <ol className="grades" reversed>
          {source.grades.map((grade, at) => (
            <li key={grade.id}>
              <strong>
                {t('grade', { grade: grade.reliability, words: reliability(grade.reliability) })}
              </strong>
              {at === 0 ? '' : ` ${t('earlier')}`}
              <p className="prose" dir="auto">
                {grade.reason}
              </p>
              <p className="fine">
                <bdi>{grade.by}</bdi>
                {t('comma')}
                <Moment at={grade.at} />
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <p className="soft">{t('notGraded')}</p>
      )}
      {source.may.grade ? (
        <Form
          name="grade-source"
          action={gradeSourceAction}
          requestId={randomUUID()}
          hidden={{ sourceId: source.id }}
        >
          <FormDisclosure summary={current ? t('gradeAnew') : t('gradeIt')}>
            <RadioGroup
              name="reliability"
              label={t('reliability')}
              hint={t('scale')}
              options={reliabilities.map(({ value, label }) => ({
                value,
                label: `${value}: ${label}`,
              }))}
            />
            <TextField name="reason" label={t('reason')} hint={t('reasonHint')} />
            <SubmitButton kind="quiet">{t('gradePress')}</SubmitButton>
          </FormDisclosure>
        </Form>
      ) : null}
    </section>
  )
}

/** `savedVersion`: the version just saved from here, whose fields are then drawn anew. */
function Edit({ source, savedVersion }: { source: SourceDesk; savedVersion: number }) {
  const t = useTranslations('deskSource')
  return (
    <section aria-labelledby="edit-heading">
      <h2 id="edit-heading">{t('edit')}</h2>
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
        <FormDisclosure summary={t('editWhat')}>
          <SourceFormFields key={savedVersion} defaults={source} />
          <SubmitButton kind="quiet">{t('save')}</SubmitButton>
        </FormDisclosure>
      </Form>
    </section>
  )
}
