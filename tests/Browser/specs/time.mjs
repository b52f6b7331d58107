// A member of staff enters a week, by keyboard alone, and submits it. The manager rejects a half of it; what was corrected is approved.
const visible = locator => locator.waitFor({ state: 'visible' })

const manager = 'organizer@example.com'
const staff = 'organizer2@example.com'

export default async function ({ newPage, api, mails, inspect, expectNoViolations, until }) {
  const place = { name: 'Time spec', timeZone: 'Europe/Berlin', weekStartsOn: 'sunday' }
  const { organizationId: org } = await api(manager, 'POST', '/organizations', place)
  const { invitationId } = await api(manager, 'POST', `/organizations/${org}/invitations`, { email: staff, role: 'staff' })
  await api(staff, 'POST', `/organizations/${org}/invitations/${invitationId}/accept`)
  for (const name of ['Stage', 'Office']) await api(manager, 'POST', '/projects', { organizationId: org, name, billing: 'nonBillable' })
  const entries = async () => (await api(staff, 'GET', `/time-entries?organizationId=${org}`)).items
  const minutes = async () => (await entries()).map(it => it.minutes).sort((a, b) => a - b).join()

  const page = await newPage({ as: staff })
  const button = (name, on = page) => on.getByRole('button', { name, exact: true })
  const fields = page.getByRole('row').filter({ hasText: 'Stage' }).getByRole('textbox')
  const total = page.getByRole('row').filter({ hasText: /^Total/ })
  await page.goto(`/console/${org}/members`)
  await button('Back office').press('Enter')
  await page.getByRole('menuitem', { name: 'Time', exact: true }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'Time' }))
  await visible(page.getByText('No time entered this week'))
  // Time is taken up to tomorrow: all days of the week before are fields.
  await page.getByRole('link', { name: 'Previous week' }).press('Enter')
  await page.waitForURL(/\?week=\d{4}-\d\d-\d\d$/)
  const [, week] = /week=(.*)$/.exec(page.url())
  if (new Date(week).getUTCDay() !== 0) throw new Error(`The week starts on ${week}, which is no Sunday.`)

  // The project's first field has the focus; each field is saved as it is left.
  await page.getByRole('combobox', { name: 'Add project' }).fill('sta')
  await page.keyboard.press('Enter')
  await visible(page.locator('input[name^=time-]:focus'))
  for (const typed of ['1:30', '1,5', '90m', '2']) {
    await page.keyboard.type(typed)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.type('two')
  await page.keyboard.press('Enter')
  await visible(page.getByText('e.g. 1:30'))
  await visible(total.getByText('6:30'))
  await until(async () => (await minutes()) === '90,90,90,120', 'The fields are not saved.')
  await button('Submit week').click()
  await visible(page.getByText('Please correct the highlighted times first.'))
  await expectNoViolations(page, 'console-time-wrong')
  await page.keyboard.press('Escape')
  if ((await fields.nth(4).inputValue()) !== '') throw new Error('Escape does not bring back what was there.')
  // An empty field has no entry, a changed one keeps its own.
  await fields.nth(3).fill('')
  await fields.nth(2).fill('0:45')
  await page.keyboard.press('Enter')
  await visible(total.getByText('3:45'))
  await until(async () => (await minutes()) === '45,90,90', 'The entry is not deleted, or not changed.')

  await page.getByRole('button', { name: /^Edit: Stage/ }).first().click()
  await page.getByRole('dialog').getByLabel('Note').fill('Load-in')
  await button('Save', page.getByRole('dialog')).click()
  await visible(page.getByRole('cell', { name: 'Load-in' }))
  await inspect(page, 'console-time')
  await button('Submit week').click()
  await visible(page.getByText('3 entries submitted.'))
  await visible(page.getByRole('row').filter({ hasText: 'Load-in' }).getByText('Submitted', { exact: true }))
  if ((await fields.count()) !== 4) throw new Error('What is submitted can be changed.')

  // The manager rejects a half: one entry, with a reason.
  const review = await newPage({ as: manager })
  await review.goto(`/console/${org}/approvals`)
  await visible(review.getByRole('heading', { level: 2, name: 'Oscar Other' }))
  await review.getByRole('row').filter({ hasText: '0:45' }).getByRole('button', { name: /^Reject: Oscar Other/ }).click()
  const dialog = review.getByRole('dialog')
  await button('Reject', dialog).click()
  await visible(dialog.getByText('Required', { exact: true }))
  await expectNoViolations(review, 'console-reject-time')
  await dialog.getByLabel('Reason').fill('The break is missing.')
  await button('Reject', dialog).click()
  await visible(review.getByText('1 entry rejected.'))
  await inspect(review, 'console-approvals')
  // Meanwhile the person takes one back: it is not approved with the others, and the page says why.
  const [taken] = (await entries()).filter(it => it.status === 'submitted')
  await api(staff, 'POST', `/time-entries/${taken.timeEntryId}/withdraw`)
  await review.getByRole('button', { name: /^Approve all: Oscar Other/ }).click()
  await visible(review.getByText('1 entry approved.'))
  await visible(review.getByRole('main').getByText('1 entry stays as it was'))
  await visible(review.getByText('This is no longer waiting for approval.'))
  await visible(review.getByText('Nothing to approve'))

  // The mail leads to the week, where the entry is corrected.
  const rejected = await until(async () => (await mails()).find(it => it.text.includes('The break is missing.')), 'No mail has the reason.')
  if (!rejected.text.includes(`/console/${org}/time?week=`)) throw new Error(`The mail does not lead to the week: ${rejected.text}`)
  await page.reload()
  await visible(page.getByText('Reason: The break is missing.'))
  await visible(page.getByRole('row').filter({ hasText: 'Load-in' }).getByText(/^(Draft|Approved)$/))
  await page.getByRole('row').filter({ hasText: 'The break is missing.' }).getByRole('button', { name: /^Edit: Stage/ }).click()
  await page.getByRole('dialog').getByLabel('Time').fill('30m')
  await button('Save', page.getByRole('dialog')).click()
  await visible(page.getByText('Entry saved.'))
  await button('Submit week').click()
  await visible(page.getByText('2 entries submitted.'))

  await review.reload()
  await review.getByRole('row').filter({ hasText: '0:30' }).getByRole('button', { name: /^Approve: Oscar Other/ }).click()
  await review.getByRole('row').filter({ hasText: '0:30' }).waitFor({ state: 'detached' })
  await review.getByRole('button', { name: /^Approve all: Oscar Other/ }).click()
  await visible(review.getByText('Nothing to approve'))
  await until(async () => (await entries()).every(it => it.status === 'approved'), 'Not everything is approved.')

  // This week begins with the projects of the last one. The timer adds to it.
  await page.getByRole('link', { name: 'This week' }).click()
  await button('Copy last week').click()
  await visible(page.getByText('1 project added.'))
  await visible(fields.first())
  const timer = page.getByRole('region', { name: 'Timer' })
  await timer.getByLabel('Project').fill('off')
  await page.keyboard.press('Enter')
  await timer.getByLabel('Note').fill('Calls')
  await page.keyboard.press('Enter')
  await visible(timer.getByText('Calls'))
  await button('Stop timer').click()
  await visible(page.getByText('Timer stopped: 0:01'))
  await visible(page.getByRole('cell', { name: 'Calls' }))
  await inspect(page, 'console-time-now')
}
