import { expect, test } from "vitest";
import { getAccount, getStack, phone, shareBrowser } from "./harness/browser.ts";
import { expectAccessible, signIn } from "./harness/people.ts";

const browser = shareBrowser();

test("an admin looks into code, a model and data, has a token, makes, shares and deletes a repository", async () => {
  const { page, problems } = await browser.open("repositories", {
    // A name that is not there, below.
    expectedErrors: [/status of 404/],
  });
  const { studioUrl } = getStack();
  await signIn(page, studioUrl, getAccount("admin"));
  await page.getByRole("link", { name: "Forge" }).first().click();
  await page.getByRole("heading", { name: "Forge" }).waitFor();
  await expectAccessible(page);

  await page.getByRole("link", { name: "leak-listener" }).click();
  await page.getByRole("heading", { name: "Leak listener" }).waitFor();
  await expectAccessible(page);
  const tree = page.getByRole("navigation", { name: "Files" });
  await tree.getByRole("link", { name: "src" }).click();
  await tree.getByRole("link", { name: /train\.py/ }).click();
  await page.getByRole("region", { name: "train.py" }).getByText("manual_seed").waitFor();
  await expectAccessible(page);

  await tree.getByRole("link", { name: "model", exact: true }).click();
  await tree.getByRole("link", { name: /model\.safetensors/ }).click();
  await page.getByText("gru.weight_ih_l0").waitFor();
  expect(await page.getByText("42,499").count()).toBeGreaterThan(0);
  await expectAccessible(page);

  await tree.getByRole("link", { name: "data", exact: true }).click();
  await tree.getByRole("link", { name: /loggers\.parquet/ }).click();
  await page.getByText("Rows 1 to 100").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Rows 101 to 200").waitFor();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "SQL" }).check();
  await page
    .getByLabel("Query")
    .fill("select material, count(*) as pairs from data group by material order by material");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/^6 rows in \d+ ms, fetched 1 of 6 columns/).waitFor({ timeout: 60_000 });
  await page.getByRole("cell", { name: "Polyethylene" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Query").fill("select nothing from data");
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByText(/Referenced column "nothing" not found/).waitFor();

  await page.getByRole("link", { name: "Search this version" }).click();
  await page.getByLabel("Search names, code and documents").fill("seed");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "In files" }).waitFor();
  expect(await page.getByRole("link", { name: /src\/train\.py, line/ }).count()).toBe(1);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Commits", exact: true }).click();
  await page.getByRole("link", { name: "Retrain on the autumn recordings" }).click();
  const model = page.getByRole("region", { name: "model/model.safetensors" });
  await model.getByText(/2 tensors changed, 8 are the same/).waitFor();
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole("link", { name: "Pin the seed in training" }).click();
  await page.getByText("default=None").waitFor();
  await expectAccessible(page);

  const missing = await page.goto(`${studioUrl}/forge/demo/no-such-repository`);
  expect(missing?.status()).toBe(404);

  await page.goto(`${studioUrl}/settings/tokens`);
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("What it is for").fill("Build machine");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make token" }).click();
  await page.getByText(/^byteos_[\w-]{43}$/).waitFor();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByText(/^byteos_…/).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revoke Build machine" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await page.getByText("Build machine was revoked").waitFor();

  const name = `knots-${Date.now().toString(36)}`;
  await page.goto(`${studioUrl}/forge/new`);
  await page.getByRole("button", { name: "Create repository" }).click();
  await page.getByText(/Use letters, digits/).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Description").fill("Rope work");
  await page.getByRole("button", { name: "Create repository" }).click();
  await page.getByRole("heading", { name: "Nothing is here yet" }).waitFor();
  await expectAccessible(page);

  const other = await browser.open("repositories-other", {
    viewport: phone,
    colorScheme: "dark",
    expectedErrors: [/status of 404/],
  });
  await signIn(other.page, studioUrl, getAccount("creator"));
  const hidden = await other.page.goto(`${studioUrl}/forge/demo/${name}`);
  expect(hidden?.status()).toBe(404);

  await page.getByRole("link", { name: "Settings", exact: true }).last().click();
  await page.getByRole("heading", { name: "Members" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("Person").click();
  await page.getByRole("option", { name: "Cleo Demo" }).click();
  await page.getByRole("button", { name: "Add member" }).click();
  await page.getByText("Member added").waitFor();
  await other.page.goto(`${studioUrl}/forge/demo/${name}`);
  await other.page.getByRole("heading", { name: "Nothing is here yet" }).waitFor();
  await expectAccessible(other.page);

  const { learnUrl } = getStack();
  const reader = await browser.open("repositories-reader", { expectedErrors: [/status of 404/] });
  await signIn(reader.page, learnUrl, getAccount("learner"));
  await reader.page.getByRole("link", { name: "Repositories" }).click();
  await reader.page.getByRole("link", { name: "leak-listener" }).click();
  await reader.page.getByRole("heading", { name: "Leak listener" }).waitFor();
  await expectAccessible(reader.page);
  expect(await reader.page.getByRole("link", { name: "Settings", exact: true }).count()).toBe(0);
  await reader.page.goto(`${learnUrl}/forge/demo/leak-listener?path=data/loggers.parquet`);
  await reader.page.getByText("Rows 1 to 100").waitFor();
  await reader.page.getByRole("link", { name: "Commits", exact: true }).click();
  await reader.page.getByRole("link", { name: "Pin the seed in training" }).click();
  await reader.page.getByText("default=None").waitFor();
  await expectAccessible(reader.page);
  const closed = await reader.page.goto(`${learnUrl}/forge/demo/${name}`);
  expect(closed?.status()).toBe(404);
  expect(reader.problems).toEqual([]);

  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByText("made the repository").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  await expectAccessible(page);
  await other.page.getByRole("link", { name: "Activity" }).click();
  await other.page.getByLabel("Write a comment").fill("Which **knot** first?");
  await other.page.getByRole("button", { name: "Comment" }).click();
  await other.page.getByRole("button", { name: "Edit" }).waitFor();
  await expectAccessible(other.page);
  // Nobody loaded this page again.
  await page.getByText("Which knot first?").waitFor();
  await page.getByRole("link", { name: "Settings", exact: true }).last().click();
  await page.getByRole("button", { name: "Delete repository…" }).click();
  await page.getByText(/This frees 0 B at once/).waitFor();
  const confirm = page.getByRole("button", { name: "Delete repository", exact: true });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByLabel(`Type ${name} to go on`).fill(name);
  await confirm.click();
  await page.waitForURL(`${studioUrl}/forge`);
  await page.getByText(`${name} was deleted`).waitFor();
  await expectAccessible(page);
  expect(problems).toEqual([]);
  expect(other.problems).toEqual([]);
}, 300_000);
