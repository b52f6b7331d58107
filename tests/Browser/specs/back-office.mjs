// The back office of an organization: a manager has a client and a project for it, an owner adds staff with a rate, and a team gets a lead.
// Whoever was added sees their own record, and no money.
const visible = locator => locator.waitFor({ state: 'visible' })

const owner = 'organizer@example.com'
const manager = 'manager@example.com'

export default async function ({ newPage, services, api, publishedEvent, codeFor, now, inspect }) {
  const mark = crypto.randomUUID().slice(0, 4)
  const [client, title, team] = [`Harbour Festival ${mark}`, `Stage of the harbour night ${mark}`, `Stage crew ${mark}`]
  const event = await publishedEvent({ title: `Harbour night ${mark}` })
  const org = event.organizationId
  const today = new Date(now()).toISOString().slice(0, 10)

  const page = await newPage({ as: manager })
  page.expected.push(/status of 409 .*\/api\/(projects|clients)\//)
  const button = (name, on = page) => on.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')

  // A client, which pays by the hour.
  await page.goto(`/console/${org}/projects`)
  await button('Back office').press('Enter')
  await page.getByRole('menuitem', { name: 'Clients' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'Clients' }))
  await page.getByRole('link', { name: 'New client' }).click()
  await page.getByLabel('Name', { exact: true }).fill(client)
  await page.getByLabel('Phone').fill('030 123456')
  await page.getByLabel('City').fill('Hamburg')
  await page.getByLabel('Usual rate per hour').fill('sixty')
  await button('Create client').click()
  await visible(page.getByText('Enter an amount such as 12.50.'))
  await inspect(page, 'console-new-client')
  await page.getByLabel('Phone').fill('+49 30 123456')
  await page.getByLabel('City').fill('')
  await page.getByLabel('Usual rate per hour').fill('60')
  await button('Create client').click()
  await visible(page.getByText(`${client} is now a client.`))
  const made = (await api(manager, 'GET', `/clients?organizationId=${org}&limit=100`)).items.find(it => it.name === client)
  if (made?.phone !== '+4930123456' || made.address !== null || made.defaultRate?.amount !== 6000)
    throw new Error(`The client is ${JSON.stringify(made)}.`)

  // A project for it, on which one person may enter time.
  await page.getByRole('link', { name: 'New project' }).click()
  await visible(page.getByRole('heading', { level: 1, name: 'New project' }))
  if ((await page.getByLabel('Client').inputValue()) !== client) throw new Error('The project is not for the client.')
  await page.getByLabel('Name', { exact: true }).fill(title)
  await page.getByLabel('Code').fill('jazz 27')
  await page.getByLabel('Event').fill(mark)
  await page.getByRole('option', { name: `Harbour night ${mark}` }).click()
  await page.getByLabel('Rate per hour').fill('55')
  await page.getByLabel('Budget in hours').fill('40')
  await page.getByLabel('First day').fill('2027-05-02')
  await page.getByLabel('Last day').fill('2027-05-01')
  await button('Create project').click()
  await visible(page.getByText('Use up to 12 letters, digits and dashes.'))
  await visible(page.getByText('The last day must not be before the first.'))
  await page.getByLabel('Code').fill('jazz-27')
  await page.getByLabel('First day').fill('')
  await page.getByLabel('Last day').fill('')
  await page.getByRole('checkbox', { name: 'Mia Manager' }).check()
  const rates = page.getByRole('group', { name: 'Rates of single people' })
  await button('Add a rate').click()
  await rates.getByLabel('Person').selectOption('Mia Manager')
  await rates.getByLabel('Rate per hour').fill('70')
  await inspect(page, 'console-new-project')
  await button('Create project').click()
  await visible(page.getByText(`${title} is ready: time can be entered on it.`))
  const { items } = await api(manager, 'GET', `/projects?organizationId=${org}&clientId=${made.clientId}`)
  const [project] = items
  if (project?.code !== 'JAZZ-27' || project.rate?.amount !== 5500 || project.budgetMinutes !== 2400 || project.memberIds.length !== 1)
    throw new Error(`The projects are ${JSON.stringify(items)}.`)
  if (project.personRates[0]?.rate.amount !== 7000) throw new Error('The manager has no rate of their own.')
  if (project.eventId !== event.eventId) throw new Error('The project is not for the event.')

  // What is spent of the budget; a project with time stays, and so does a client with projects.
  await api(manager, 'POST', '/time-entries', { projectId: project.projectId, date: today, minutes: 120, note: 'Setting up' })
  await page.reload()
  await visible(page.getByText('2 hrs of 40 hrs'))
  await page.getByLabel('Budget (EUR)').fill('2200')
  await button('Save changes').click()
  await visible(page.getByText('€140.00 of €2,200.00'))
  await inspect(page, 'console-project')
  await button('Delete').click()
  await button('Delete', dialog).click()
  await visible(dialog.getByText('Time was entered on this project. Archive it instead of deleting it.'))
  await page.keyboard.press('Escape')
  await button('Archive').click()
  await visible(page.getByText('Project archived.'))
  await page.getByRole('link', { name: client }).click()
  await button('Delete').click()
  await button('Delete', dialog).click()
  await visible(dialog.getByText('This client has projects. Archive the client instead of deleting it.'))
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Show projects' }).click()
  await visible(page.getByRole('row').filter({ hasText: title }).getByText('Archived'))

  // Managers see the staff, but add nobody.
  await page.goto(`/console/${org}/staff`)
  await visible(page.getByRole('row').filter({ hasText: manager }).getByText('You'))
  if ((await button('Add staff').count()) > 0) throw new Error('A manager may add staff.')

  // The owner adds somebody who is no member yet: they are invited, and have their rates once they have joined.
  const email = `crew${mark}${Date.now()}@example.com`
  const pool = async (operation, body) => {
    const response = await fetch(services.cognito.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: services.cognito.clientId, Username: email, ...body }),
    })
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`)
    return response.json()
  }
  const attributes = [{ Name: 'email', Value: email }, { Name: 'name', Value: `Cleo Crew ${mark}` }]
  const { UserSub: userId } = await pool('SignUp', { Password: 'Passw0rd!', UserAttributes: attributes })
  await pool('ConfirmSignUp', { ConfirmationCode: await codeFor(email) })

  const owned = await newPage({ as: owner })
  const asked = owned.getByRole('dialog')
  await owned.goto(`/console/${org}/staff`)
  await button('Add staff', owned).click()
  await asked.getByLabel('E-mail').fill(email)
  await asked.getByLabel('Name').fill(`Cleo Crew ${mark}`)
  await asked.getByLabel('Job title').fill('Rigger')
  await asked.getByLabel('Rate per hour').fill('45,5')
  await asked.getByLabel('Hours per week').fill('38.5')
  await inspect(owned, 'console-add-staff')
  await button('Add staff', asked).click()
  await visible(owned.getByText(`Invitation sent to ${email}.`))
  await visible(owned.getByRole('row').filter({ hasText: email }).getByText('Invited'))
  const invitation = (await api(email, 'GET', '/invitations')).items.find(it => it.organizationId === org)
  await api(email, 'POST', `/organizations/${org}/invitations/${invitation.invitationId}/accept`)
  await owned.reload()
  await owned.getByRole('row').filter({ hasText: email }).getByRole('link').click()
  await visible(owned.getByRole('heading', { level: 1, name: 'Staff member' }))
  if ((await owned.getByLabel('Rate per hour').inputValue()) !== '45.50') throw new Error('The rate is not that of the invitation.')
  await visible(owned.getByRole('row').filter({ hasText: 'Accepted an invitation' }))
  await owned.getByLabel('Job title').fill('Head rigger')
  await button('Save changes', owned).click()
  await visible(owned.getByText('Changes saved.'))
  await inspect(owned, 'console-employee')

  // A team with a lead.
  await owned.goto(`/console/${org}/teams`)
  await button('New team', owned).click()
  await asked.getByLabel('Name').fill(team)
  await asked.getByLabel('Lead').fill('Mia')
  await asked.getByRole('option', { name: 'Mia Manager' }).click()
  await asked.getByRole('checkbox', { name: `Cleo Crew ${mark}` }).check()
  await inspect(owned, 'console-new-team')
  await button('Create team', asked).click()
  await visible(owned.getByText(`The team ${team} is ready.`))
  const line = owned.getByRole('row').filter({ hasText: team })
  await visible(line.filter({ hasText: 'Mia Manager' }).filter({ hasText: `Cleo Crew ${mark}` }))

  // Staff see the projects that are open to them, their teams and their own record, without rates.
  const crew = await newPage({ as: email })
  await crew.goto(`/console/${org}/projects`)
  await visible(crew.getByText('The projects on which you can enter time.'))
  if ((await crew.getByText(title).count()) > 0) throw new Error('A project of others is shown.')
  await crew.goto(`/console/${org}/teams`)
  await visible(crew.getByRole('row').filter({ hasText: team }))
  await crew.getByRole('link', { name: 'My details' }).click()
  await visible(crew.getByText('Head rigger'))
  if ((await crew.getByText('45.50').count()) > 0) throw new Error('Staff see their rate.')
  await inspect(crew, 'console-own-record')

  // It ends: the record stays, the team goes.
  await owned.goto(`/console/${org}/staff/${userId}`)
  await button('End employment', owned).click()
  await button('End employment', asked).click()
  await visible(owned.getByText(`Cleo Crew ${mark} no longer works here.`))
  await visible(owned.getByText('This person no longer works here.'))
  await owned.goto(`/console/${org}/teams`)
  await owned.getByRole('button', { name: `Delete ${team}` }).click()
  await button('Delete', asked).click()
  await visible(owned.getByText(`The team ${team} is deleted.`))
}
