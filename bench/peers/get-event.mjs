// GET /events/{eventId} as a Node function: the same reads with the AWS SDK, behind a minimal Runtime API client.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import http from 'node:http'

const { AWS_LAMBDA_RUNTIME_API: runtime, DYNAMODB_ENDPOINT: endpoint, STAGE: stage } = process.env
const table = name => `event-ticketing-${name}-${stage}`
const db = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, maxAttempts: 1 }))
const agent = new http.Agent({ keepAlive: true })

async function handler(request) {
  const { eventId } = request.pathParameters
  const { Item: event } = await db.send(new GetCommand({ TableName: table('events'), Key: { eventId } }))
  if (!event) return answer(404, { code: 'event_not_found' })
  const keys = Array.from({ length: event.inventoryShards }, (_, shard) => ({ eventId, shard }))
  const { Responses } = await db.send(new BatchGetCommand({ RequestItems: { [table('inventory')]: { Keys: keys } } }))
  const free = {}
  for (const shard of Responses[table('inventory')])
    for (const [pool, units] of Object.entries(shard)) if (typeof units === 'number' && pool !== 'shard') free[pool] = (free[pool] ?? 0) + units
  const due = free['held:capacity'] > 0 && event.ticketTypes.some(type => free[type.ticketTypeId] === 0) ? await holds(eventId) : []
  for (const held of due.filter(item => item.status === 'Pending' && item.dueAt <= Date.now()))
    for (const part of held.allocations) free[part.pool] += part.units
  return answer(200, { ...event, ticketTypes: event.ticketTypes.map(type => ({ ...type, available: free[type.ticketTypeId] })) })
}

async function holds(eventId) {
  const { Items } = await db.send(new QueryCommand({
    TableName: table('registrations'), IndexName: 'DueIndex', Limit: 25,
    KeyConditionExpression: '#p = :p', ExpressionAttributeNames: { '#p': 'eventId' }, ExpressionAttributeValues: { ':p': eventId },
  }))
  return Items
}

const answer = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

function exchange(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(`http://${runtime}/2018-06-01/runtime/invocation/${path}`, { method, agent }, response => {
      const parts = []
      response.on('data', part => parts.push(part)).on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
    })
    request.on('error', reject).end(body)
  })
}

async function serve() {
  for (;;) {
    const next = await exchange('GET', 'next')
    const result = await handler(JSON.parse(next.body))
    await exchange('POST', `${next.headers['lambda-runtime-aws-request-id']}/response`, JSON.stringify(result))
  }
}

serve()
