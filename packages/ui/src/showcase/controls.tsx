"use client";

import Check from "lucide-react/icons/check";
import Clock from "lucide-react/icons/clock";
import Download from "lucide-react/icons/download";
import Ellipsis from "lucide-react/icons/ellipsis";
import GalleryVerticalEnd from "lucide-react/icons/gallery-vertical-end";
import MessageSquare from "lucide-react/icons/message-square";
import Quote from "lucide-react/icons/quote";
import Search from "lucide-react/icons/search";
import SquarePlay from "lucide-react/icons/square-play";
import TextAlignStart from "lucide-react/icons/text-align-start";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useState } from "react";
import { ChoiceField, Field } from "../patterns/field.tsx";
import { FilterChips } from "../patterns/filter-chips.tsx";
import { FormError } from "../patterns/form-error.tsx";
import { SearchField } from "../patterns/search-field.tsx";
import { Avatar } from "../primitives/avatar.tsx";
import { Badge } from "../primitives/badge.tsx";
import { Button } from "../primitives/button.tsx";
import { Checkbox } from "../primitives/checkbox.tsx";
import { IconButton } from "../primitives/icon-button.tsx";
import { Input } from "../primitives/input.tsx";
import { Kbd } from "../primitives/kbd.tsx";
import { NativeSelect } from "../primitives/native-select.tsx";
import { RadioGroup, RadioGroupItem } from "../primitives/radio-group.tsx";
import { SegmentedControl } from "../primitives/segmented-control.tsx";
import { Select } from "../primitives/select.tsx";
import { Switch } from "../primitives/switch.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../primitives/tabs.tsx";
import { Textarea } from "../primitives/textarea.tsx";
import { focusLook, Show, State } from "./showcase-parts.tsx";

const levels = [
  { value: "beginner", label: "Beginner", hint: "No experience needed" },
  { value: "intermediate", label: "Intermediate" },
  { value: "advanced", label: "Advanced" },
];

export function Controls() {
  return (
    <>
      <Show title="Buttons">
        <State caption="Variants">
          <Button variant="primary">Publish course</Button>
          <Button>Preview</Button>
          <Button variant="ghost">Not now</Button>
          <Button variant="danger">Delete draft</Button>
        </State>
        <State caption="Sizes: 28, 36, 44 (Learn and touch)">
          <Button size="sm">Filter</Button>
          <Button>
            <Download aria-hidden />
            Export CSV
          </Button>
          <Button variant="primary" size="lg">
            Start lesson
          </Button>
        </State>
        <State caption="Hover, keyboard focus, busy, disabled">
          <Button variant="primary" className="bg-primary-hover!">
            Save
          </Button>
          <Button variant="primary" className={focusLook}>
            Save
          </Button>
          <Button variant="primary" busy>
            Saving…
          </Button>
          <Button variant="primary" disabled>
            Save
          </Button>
        </State>
        <State caption="Icon only, always named">
          <IconButton label="Search">
            <Search aria-hidden />
          </IconButton>
          <IconButton label="Comment" className={focusLook}>
            <MessageSquare aria-hidden />
          </IconButton>
          <IconButton label="More">
            <Ellipsis aria-hidden />
          </IconButton>
        </State>
      </Show>
      <Show title="Fields">
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
          <Field label="Course title">
            <Input defaultValue="Version control with Git" />
          </Field>
          <Field label="Learner’s email" error="Add the part after the dot, such as .example">
            <Input type="email" defaultValue="learner@college" />
          </Field>
          <Field label="Search">
            <Input placeholder="Courses, people, documents" className={focusLook} />
          </Field>
          <Field label="Difficulty" hint="Learners can still change it for themselves.">
            <Select options={levels} defaultValue="intermediate" />
          </Field>
          <Field label="Language" isOptional>
            <NativeSelect
              options={[
                { value: "en", label: "English" },
                { value: "nl", label: "Nederlands" },
              ]}
            />
          </Field>
          <Field label="Description">
            <Textarea defaultValue="What a team needs to share code without losing work." />
          </Field>
          <div>
            <ChoiceField label="Let learners ask Byte">
              <Checkbox defaultChecked />
            </ChoiceField>
            <ChoiceField label="Require order">
              <Checkbox />
            </ChoiceField>
            <ChoiceField label="Send reminders">
              <Switch defaultChecked />
            </ChoiceField>
          </div>
          <RadioGroup
            defaultValue="organisation"
            aria-label="Who may enrol"
            className="content-start gap-0!"
          >
            <ChoiceField label="Anyone in the organisation">
              <RadioGroupItem value="organisation" />
            </ChoiceField>
            <ChoiceField label="Only people who are invited">
              <RadioGroupItem value="invited" />
            </ChoiceField>
          </RadioGroup>
        </div>
        <FormError>The address or password is not right. Nothing was sent; try again.</FormError>
      </Show>
    </>
  );
}

export function TabsAndBadges() {
  const [form, setForm] = useState("text");
  const [search, setSearch] = useState("");
  const [status, setStatus] = useState(["draft"]);
  return (
    <Show title="Tabs and segments">
      <State caption="Tabs: sections of one thing" isRow={false}>
        <Tabs defaultValue="sources">
          <TabsList aria-label="Panels">
            <TabsTrigger value="sources">Sources</TabsTrigger>
            <TabsTrigger value="suggestions">
              Suggestions <Badge tone="primary">1</Badge>
            </TabsTrigger>
            <TabsTrigger value="comments">Comments</TabsTrigger>
          </TabsList>
          <TabsContent value="sources" className="text-muted">
            Where each paragraph comes from.
          </TabsContent>
          <TabsContent value="suggestions" className="text-muted">
            One sentence could be shorter.
          </TabsContent>
          <TabsContent value="comments" className="text-muted">
            Nobody has commented yet.
          </TabsContent>
        </Tabs>
      </State>
      <State caption="Segments: one thing in another form">
        <SegmentedControl
          label="Form of this lesson"
          value={form}
          onValueChange={setForm}
          segments={[
            { value: "text", label: "Text", icon: <TextAlignStart aria-hidden /> },
            { value: "video", label: "Video", icon: <SquarePlay aria-hidden /> },
            { value: "cards", label: "Flashcards", icon: <GalleryVerticalEnd aria-hidden /> },
          ]}
        />
      </State>
      <State caption="Badges: state in a word">
        <Badge>Draft 7</Badge>
        <Badge tone="correct">
          <Check aria-hidden />
          Published
        </Badge>
        <Badge tone="warning">
          <TriangleAlert aria-hidden />2 stale
        </Badge>
        <Badge tone="incorrect">
          <Clock aria-hidden />
          Overdue
        </Badge>
        <Badge tone="info">
          <Quote aria-hidden />
          Sourced
        </Badge>
        <Badge tone="primary">Assigned</Badge>
      </State>
      <State caption="Keys and people">
        <Kbd>⌘K</Kbd>
        <Kbd>/</Kbd>
        <Kbd>?</Kbd>
        <Kbd>esc</Kbd>
        <Avatar name="Demo Creator" />
        <Avatar name="Org Admin" size="lg" />
      </State>
      <State caption="Search and filter" isRow={false}>
        <div className="grid gap-3">
          <SearchField
            label="Search courses"
            value={search}
            onValueChange={setSearch}
            className="max-w-72"
          />
          <FilterChips
            label="Status"
            value={status}
            onValueChange={setStatus}
            chips={[
              { value: "draft", label: "Draft", count: 4 },
              { value: "published", label: "Published", count: 9 },
              { value: "archived", label: "Archived" },
            ]}
          />
        </div>
      </State>
    </Show>
  );
}
