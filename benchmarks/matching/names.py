"""Names for invented families: common ones of England's communities, and a long tail made from parts. Nobody in particular."""

GROUPS = {
    "white British": (0.62, (
        "Oliver George Noah Arthur Harry Jack Leo Charlie Alfie Freddie Thomas Oscar Archie Jacob James William Henry Joshua Max Ethan Lucas Logan "
        "Finley Riley Tyler Callum Kieran Liam Connor Ryan Jordan Ashley Daniel Matthew Luke Adam Nathan Lewis Jake Samuel Benjamin Joseph Toby "
        "Reece Rhys Kyle Lee Darren Wayne Gary Craig Stephen Paul Mark David Andrew Christopher Michael Robert Anthony Peter Simon Ian Kevin Sean "
        "Scott Stuart Gareth Jamie Dean Carl Barry Keith Alan Nigel Tommy Teddy Albie Reggie Ronnie Louie Frankie Jude Elijah Isaac Theo Elliot"),
        "Olivia Amelia Isla Ava Lily Mia Freya Florence Ivy Poppy Willow Rosie Grace Evie Elsie Sophie Daisy Matilda Phoebe Ruby Ella Emily "
        "Jessica Chloe Charlotte Lucy Holly Megan Bethany Paige Jade Amber Chelsea Courtney Lauren Hannah Rebecca Sarah Emma Laura Gemma Kelly "
        "Stacey Leanne Natalie Samantha Victoria Nicola Claire Lisa Michelle Donna Tracey Joanne Julie Karen Sharon Angela Susan Amanda Helen "
        "Katherine Catherine Elizabeth Margaret Jennifer Kimberley Zoe Abigail Eleanor Isabelle Lola Nancy Harper Luna Maisie Erin Hallie Mabel",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson "
        "Clarke Clark Hill Harris Moore Cooper Ward Turner Morris Lee Baker King Morgan Allen James Scott Watson Parker Bennett Young Mitchell "
        "Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Khanna Marshall Anderson Price Griffiths Rogers Webb Ford Harvey"),
    "South Asian Muslim": (0.12, (
        "Mohammed Muhammad Mohammad Ahmed Ali Hamza Yusuf Yousuf Ibrahim Zain Bilal Hassan Hussain Umar Usman Imran Kamran Tariq Adnan Faisal Asif "
        "Abdullah Abdul Zakariya Musa Isa Rayyan Haris Saad Salman Shahid Nadeem Waqas"),
        "Fatima Aisha Ayesha Maryam Zainab Khadija Amina Hafsa Iqra Sana Saima Samina Nasreen Shabnam Rukhsana Farzana Aaliyah Inaya Zara Hana "
        "Safa Noor Sumaira Tahira Yasmin Rabia Bushra Shazia",
        "Khan Ahmed Hussain Ali Akhtar Begum Bibi Mahmood Iqbal Malik Shah Miah Uddin Bashir Kauser Parveen Hoque Sheikh Sadiq Rashid Aziz Khalid "
        "Mirza Chaudhry Rehman Saleem"),
    "Indian": (0.07, (
        "Arjun Rohan Aryan Sanjay Rajesh Amit Vikram Gurpreet Jaspreet Harpreet Balwinder Manjit Sukhdev Kiran Nikhil Dev Jai Ravi Anil Sunil Navneet"),
        "Priya Asha Kavita Sunita Anjali Jasleen Simran Jaspreet Gurpreet Harpreet Manpreet Rupinder Amrit Neha Pooja Meera Deepa Nisha Sukhjit Baljit",
        "Patel Singh Kaur Sharma Gupta Shah Desai Kumar Dhaliwal Sidhu Gill Dhillon Mehta Reddy Nair Joshi Sandhu Bains Mistry Chauhan"),
    "black": (0.08, (
        "Emmanuel Daniel Samuel Kwame Kofi Chidi Tunde Femi Ade Oluwaseun Ibrahim Kwabena Malachi Josiah Jerome Tyrone Marlon Andre Abdi Yonis Mensah"),
        "Abena Akosua Amara Temitope Oluwadamilola Chantelle Shanice Mercy Blessing Grace Precious Faith Fadumo Hodan Ngozi Chioma Esther Comfort Adaeze Naomi",
        "Adeyemi Okafor Mensah Owusu Boateng Okeke Asante Adebayo Ibrahim Mohamed Abdi Diallo Tesfaye Campbell Francis Joseph Addo Appiah Nwosu Balogun"),
    "other white": (0.09, (
        "Jakub Kacper Piotr Pawel Krzysztof Tomasz Andrzej Mateusz Alexandru Mihai Andrei Ionut Andriy Oleksandr Lukas Jonas Marek Filip Jan Szymon"),
        "Zuzanna Maja Julia Aleksandra Magdalena Katarzyna Agnieszka Maria Ana Ioana Elena Oksana Yulia Natalia Gabriela Ewa Anna Wiktoria Lena Alicja",
        "Nowak Kowalski Wisniewski Wojcik Kowalczyk Kaminski Lewandowski Zielinski Szymanski Popescu Ionescu Bondarenko Shevchenko Kozlowski Dumitru Novak Popa Kazlauskas"),
    "other": (0.02, (
        "Wei Jun Ryan Kevin Jason Tuan Minh Carlos Omar Karim Reza Arman"), "Mei Ling Lily Grace Thu Linh Sofia Layla Sara Nadia Yasmin Leila",
        "Wong Liu Chen Zhang Nguyen Tran Silva Santos Haddad Hosseini Rahimi Lam"),
}
FIRST_PARTS = "Ash Bick Brent Cald Clay Copp Dal Den Edd Fair Fen Gar Haz Hol Horn Kemp Kirk Lam Lang May Mil Mor Norr Oak Pick Pres Rad Ram Ridge Ros Sel Sned Stan Stock Sturm Tat Tin Tod Wal Wat Wed Wes Whit Wor Yar Thorn Quarr Lark Hag Pen".split()  # noqa: E501
LAST_PARTS = "by bourne berry brook combe croft den dale don field ford gate ham head hurst ley low man mere mond more port row shaw side stead ston ter thorpe ton wick well wood worth wyn".split()  # noqa: E501
STREETS = "Elm Oak Ash Beech Birch Lime Maple Rowan Hawthorn Cedar Abbey Bank Beaumont Bridge Cambridge Castle Church Clifton Green Grove Heath High Highfield Kings Market Meadow Mill Milton Moor North Orchard Oxford Park River School South Spring Springfield Stanley Station Victoria Windsor Woodland York".split()  # noqa: E501
KINDS = "Avenue Close Court Crescent Drive Gardens Grove Lane Place Road Street Terrace Walk Way".split()
SHORT = {
    "Thomas": "Tom Tommy", "Daniel": "Dan Danny", "Matthew": "Matt Matty", "Benjamin": "Ben Benji", "Samuel": "Sam Sammy", "Joseph": "Joe Joey", "James": "Jim Jamie",
    "Christopher": "Chris Kit", "Michael": "Mike Mikey", "Robert": "Rob Bobby", "Anthony": "Tony", "Andrew": "Andy Drew", "Stephen": "Steve Ste", "William": "Will Billy",
    "Joshua": "Josh", "Jacob": "Jake", "Gareth": "Gaz", "Gary": "Gaz", "Darren": "Daz", "Nathan": "Nate", "Alexandru": "Alex", "Oluwaseun": "Seun", "Charlie": "Chaz",
    "Samantha": "Sam Sammy", "Jennifer": "Jenny Jen", "Katherine": "Kate Katie", "Catherine": "Cath Cathy", "Elizabeth": "Liz Beth Betty", "Nicola": "Nicky", "Rebecca": "Becky Becca",
    "Victoria": "Vicky Tori", "Abigail": "Abbie", "Eleanor": "Ellie Nell", "Amelia": "Millie Amy", "Isabelle": "Izzy Bella", "Charlotte": "Charlie Lottie", "Jessica": "Jess Jessie",
    "Temitope": "Temi", "Oluwadamilola": "Dami", "Magdalena": "Magda", "Aleksandra": "Ola", "Katarzyna": "Kasia", "Agnieszka": "Aga", "Zuzanna": "Zuza", "Mohammed": "Mo", "Muhammad": "Mo",
    "Florence": "Flo Flossie", "Matilda": "Tilly", "Kimberley": "Kim", "Amanda": "Mandy", "Susan": "Sue", "Margaret": "Maggie Peggy", "Emily": "Em Emmie", "Lucas": "Luke", "Theo": "Teddy",
}
SPELT = [
    "Mohammed Muhammad Mohammad Mohamed Md", "Hussain Hussein Husain", "Aisha Ayesha Aishah", "Yusuf Yousuf Joseph", "Sheikh Shaikh", "Iqbal Iqbel", "Sean Shaun Shawn",
    "Begum Begam", "Rhys Reece Rees", "Zara Zahra", "Kaur Kour", "Nowak Novak", "Jakub Jacob", "Piotr Peter", "Maria Mariya", "Ibrahim Ebrahim", "Abdullah Abdulah",
    "Sophie Sofie", "Kieran Ciaran", "Okafor Okafo", "Wojcik Wojczik", "Fatima Fathima", "Katherine Kathryn", "Isabelle Isabel", "Oleksandr Alexander", "Yulia Julia",
    "Clarke Clark", "Thompson Thomson", "Davies Davis", "Stephen Steven", "Nguyen Nguen", "Chaudhry Choudhury", "Uddin Udin", "Adeyemi Adeyemy",
]
