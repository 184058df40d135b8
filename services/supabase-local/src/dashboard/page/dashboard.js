const find = (id) => document.getElementById(id);
const pollMs = 5000;
const searchDelayMs = 250;
let openFunction = null;

const numbers = new Intl.NumberFormat();
const times = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
const showTime = (text) => (text === null ? "Never" : times.format(new Date(text)));

function showBytes(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${value.toLocaleString([], { maximumFractionDigits: value < 10 ? 1 : 0 })} ${units[power]}`;
}

async function load(target) {
  const response = await fetch(target);
  if (!response.ok) throw new Error(`${target} answered ${response.status}`);
  return response.json();
}

/** Rows of cells, each a text or an element, under the headings; or words when there are none. */
function drawTable(id, headings, rows, nothing) {
  if (rows.length === 0) {
    const words = document.createElement("p");
    words.className = "empty";
    words.textContent = nothing;
    find(id).replaceChildren(words);
    return;
  }
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const heading of headings) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((content, index) => {
      const cell = line.insertCell();
      cell.dataset.label = headings[index];
      cell.append(content);
    });
  }
  find(id).replaceChildren(table);
}

async function drawUsers() {
  const search = find("search").value.trim();
  const { users, total } = await load(`/api/users?search=${encodeURIComponent(search)}`);
  find("users-count").textContent = numbers.format(total);
  const describe = (user) =>
    user.isAnonymous ? "Anonymous" : user.isConfirmed ? "Confirmed" : "Not confirmed";
  drawTable(
    "users-list",
    ["Address", "State", "Signs in with", "Created", "Last sign-in"],
    users.map((user) => [
      user.email ?? user.id,
      describe(user),
      user.providers.join(", ") || "Nothing",
      showTime(user.createdAt),
      showTime(user.lastSignInAt),
    ]),
    search === "" ? "Nobody has signed up yet." : "No address contains this.",
  );
}

async function drawMails() {
  const { mails, total, url } = await load("/api/mails");
  find("mails-count").textContent = numbers.format(total);
  find("outbox").href = url;
  drawTable(
    "mails-list",
    ["Subject", "To", "Time"],
    mails
      .slice(0, 10)
      .map((mail) => [
        mail.subject || "(no subject)",
        mail.to.join(", "),
        showTime(mail.receivedAt),
      ]),
    "No mail yet. With SMTP_URL set, mails are sent and not kept.",
  );
}

async function drawBuckets() {
  const { buckets } = await load("/api/buckets");
  find("buckets-count").textContent = numbers.format(buckets.length);
  drawTable(
    "buckets-list",
    ["Name", "Readable by", "Files", "Size", "Largest file"],
    buckets.map((bucket) => [
      bucket.name,
      bucket.isPublic ? "Anyone" : "Its policies",
      numbers.format(bucket.files),
      showBytes(bucket.bytes),
      bucket.limitBytes === null ? "The project's limit" : showBytes(bucket.limitBytes),
    ]),
    "No bucket yet.",
  );
}

async function drawFunctions() {
  const { functions } = await load("/api/functions");
  find("functions-count").textContent = numbers.format(functions.length);
  const focused = document.activeElement?.dataset?.function;
  drawTable(
    "functions-list",
    ["Name", "Callers", "State", "Log"],
    functions.map((each) => [
      each.name,
      each.isTokenNeeded ? "Signed-in people" : "Anyone",
      each.isRunning ? "Running" : "Asleep",
      logButton(each.name),
    ]),
    "No functions yet. Each folder of supabase/functions with an index.ts is one.",
  );
  if (focused) document.querySelector(`[data-function="${focused}"]`)?.focus();
}

function logButton(name) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.function = name;
  const whose = document.createElement("span");
  whose.className = "hidden";
  whose.textContent = ` of ${name}`;
  button.append("Show log", whose);
  button.addEventListener("click", () => {
    openFunction = name;
    void drawLog().then(() => find("log-title").focus());
  });
  return button;
}

async function drawLog() {
  if (openFunction === null) return;
  const { lines } = await load(`/api/functions/${openFunction}/logs`);
  find("log").hidden = false;
  find("log-title").textContent = `Log of ${openFunction}`;
  const list = find("log-lines");
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const shown = lines.length === 0 ? [{ text: "It has said nothing since the start." }] : lines;
  list.replaceChildren(
    ...shown.map(({ at, from, text }) => {
      const item = document.createElement("li");
      if (at) {
        const time = document.createElement("time");
        time.dateTime = at;
        time.textContent = new Date(at).toLocaleTimeString();
        const origin = document.createElement("span");
        origin.className = "from";
        origin.textContent = from;
        item.append(time, origin);
      }
      item.append(text);
      return item;
    }),
  );
  if (isAtEnd) list.scrollTop = list.scrollHeight;
}

async function draw() {
  const results = await Promise.allSettled([
    drawUsers(),
    drawMails(),
    drawBuckets(),
    drawFunctions(),
    drawLog(),
  ]);
  const hasFailed = results.some((result) => result.status === "rejected");
  find("status").textContent = hasFailed ? "Supabase is not answering. Trying again." : "";
  find("status").classList.toggle("hidden", !hasFailed);
}

let searchTimer;
find("search").addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(() => void drawUsers().catch(() => {}), searchDelayMs);
});
find("refresh").addEventListener("click", () => void draw());
setInterval(() => {
  if (document.visibilityState === "visible") void draw();
}, pollMs);
void draw();
