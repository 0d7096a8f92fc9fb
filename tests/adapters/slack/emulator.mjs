// Runs the Slack of the npm package `emulate`: node emulator.mjs DIST PORT EVENTS_URL
//
// Three things are added to it: the address that its signed events go to, the field `authorizations` that Slack sends with
// every event, and GET and query strings for methods that the Python SDK calls so.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [dist, port, eventsUrl] = process.argv.slice(2);
const folder = path.resolve(dist);
const load = (name) => import(pathToFileURL(path.join(folder, name)));
const isSlack = (name) =>
  /^dist-.*\.js$/.test(name) && fs.readFileSync(path.join(folder, name), "utf8").includes('"/api/chat.postMessage"');

const BOT = { bot_id: "B0BRIEF", bot_user_id: "U0BRIEF" };
const SCOPES = (process.env.SCOPES ?? "").split(",").filter(Boolean);
const FORM = "application/x-www-form-urlencoded";

const withQuery = (handler, isGet) => async (context, next) => {
  const request = context.req;
  const query = new URL(request.url).search.slice(1);
  const text = isGet ? "" : await request.text();
  const fromQuery = Boolean(query) && !text;
  const seen = new Proxy(request, {
    get(target, name) {
      if (name === "text") return async () => (fromQuery ? query : text);
      if (name === "header")
        return (header) => (fromQuery && header?.toLowerCase() === "content-type" ? FORM : target.header(header));
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  Object.defineProperty(context, "req", { value: seen });
  return handler(context, next);
};

const withAuthorizations = (payload) =>
  payload?.type === "event_callback"
    ? {
        ...payload,
        api_app_id: "A0BRIEF",
        is_ext_shared_channel: false,
        authorizations: [
          {
            enterprise_id: null,
            team_id: payload.team_id,
            user_id: BOT.bot_user_id,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
      }
    : payload;

const { slackPlugin } = await load(fs.readdirSync(folder).find(isSlack));
const register = slackPlugin.register;
let hooks;
slackPlugin.register = function (app, store, webhooks, ...rest) {
  hooks = webhooks;
  const dispatch = webhooks.dispatch.bind(webhooks);
  webhooks.dispatch = (event, action, payload, ...more) => dispatch(event, action, withAuthorizations(payload), ...more);
  const post = app.post.bind(app);
  app.post = (route, ...handlers) => {
    if (!route.startsWith("/api/")) return post(route, ...handlers);
    const last = handlers.at(-1);
    app.get(route, withQuery(last, true));
    return post(route, ...handlers.slice(0, -1), withQuery(last, false));
  };
  return register.call(this, app, store, webhooks, ...rest);
};

const { createEmulator } = await load("api.js");
const emulator = await createEmulator({
  service: "slack",
  port: Number(port),
  seed: {
    slack: {
      strict_scopes: true,
      signing_secret: "signing-test",
      users: [{ name: "alice" }],
      channels: [{ name: "desk" }, { name: "board", is_private: true }],
      oauth_apps: [
        {
          client_id: "1.2",
          client_secret: "client-secret",
          app_id: "A0BRIEF",
          name: "Dateline",
          redirect_uris: ["https://dateline.example/slack/oauth_redirect"],
          bot_name: "dateline",
          scopes: SCOPES,
          ...BOT,
        },
      ],
      tokens: [
        { token: "xoxp-alice", user: "alice" },
        { token: "xoxb-dateline", type: "bot", user: BOT.bot_user_id, app_id: "A0BRIEF", scopes: SCOPES, ...BOT },
      ],
    },
  },
});
hooks.register({ owner: "slack", url: eventsUrl, events: ["*"], active: true });
console.log("READY", emulator.url);
