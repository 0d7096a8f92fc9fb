// Logs discord.js into a Discord given by its address, answers one command and one mention, says what it saw, and leaves.
import { createRequire } from 'node:module';

const [library, rest] = process.argv.slice(2);
const { Client, GatewayIntentBits, MessageFlags, TextDisplayBuilder } = createRequire(library + '/')('discord.js');
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  allowedMentions: { parse: [] },
  rest: { api: rest, version: '10' },
});
const seen = [];
const done = (what) => {
  seen.push(what);
  if (seen.length === 2) {
    console.log(seen.sort().join(' '));
    client.destroy();
  }
};
client.on('interactionCreate', async (interaction) => {
  await interaction.deferReply();
  const components = [new TextDisplayBuilder().setContent('answered by the second client')];
  await interaction.editReply({ components, flags: MessageFlags.IsComponentsV2 });
  done(`command:${interaction.commandName}`);
});
client.on('messageCreate', async (message) => {
  if (message.author.bot) return;
  await message.reply({ content: 'heard', nonce: `n-${message.id}`.slice(0, 25), enforceNonce: true });
  done(`message:${message.content.includes('who') ? 'who' : '?'}`);
});
client.on('clientReady', () => console.log('READY'));
await client.login('t0ken');
