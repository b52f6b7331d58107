// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../../../api/questions'
import { Queries } from '../../../ui/queries'
import { loadCommonTexts } from '../../../ui/texts'
import { load as loadShell } from '../../texts'
import { load } from '../texts/admin'
import KycRequest from './KycRequest'

const place = document.createElement('div')
const request = {
  kycId: 'kyc_1',
  userId: 'person',
  legalName: 'Ada Lorenz',
  status: 'pending',
  submittedAt: '2027-05-02T09:34:00Z',
  earlier: [],
  openedBy: [],
  version: 2,
}
let opened = 0
let status = 'pending'

beforeEach(async () => {
  await Promise.all([load('en'), loadShell('en'), loadCommonTexts('en')])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse('2027-05-04T10:00:00Z') })
  opened = 0
  status = 'pending'
  queries.clear()
  document.body.append(place)
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.endsWith('/me')) return Response.json({ userId: 'admin', groups: ['Admins'], organizations: [] })
    opened++
    const documents = [
      { documentId: 'doc_1', contentType: 'image/png', side: 'front', url: `https://uploads.example.com/front?${opened}` },
      { documentId: 'doc_2', contentType: 'application/pdf', side: null, url: `https://uploads.example.com/scan?${opened}` },
    ]
    return Response.json({ ...request, status, documents })
  })
  show()
})
afterEach(() => {
  render(null, place)
  place.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function show() {
  render(
    <Queries>
      <KycRequest kycId="kyc_1" />
    </Queries>,
    place,
  )
}
const links = () => [...place.querySelectorAll<HTMLAnchorElement>('.papers a')].map(link => link.href)
const button = (text: string) => [...place.querySelectorAll('button')].find(it => it.textContent?.includes(text))
const fresh = (n: number) => [`https://uploads.example.com/front?${n}`, `https://uploads.example.com/scan?${n}`]

test('Links to the papers go before they stop working, and new ones are asked for only when somebody wants them', async () => {
  await vi.waitFor(() => expect(links()).toEqual(fresh(1)))
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(links()).toEqual(fresh(1))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(links()).toEqual([])
  // The API records each load as "somebody opened the papers".
  expect(opened).toBe(1)
  button('Load papers again')?.click()
  await vi.waitFor(() => expect(links()).toEqual(fresh(2)))
})

test('Whoever opens a request again sees it as it has become', async () => {
  await vi.waitFor(() => expect(place.textContent).toContain('Awaiting review'))
  render(null, place)
  status = 'moreInfo'
  await vi.advanceTimersByTimeAsync(1_000)
  show()
  await vi.waitFor(() => expect(place.textContent).toContain('More information requested'))
})
