/// Given and family names of many cultures, combined freely: any likeness to a person is chance.
enum PeopleNames {
    static let given = words(
        """
        Amara Anders Aiko Alejandra Amit Ana Anouk Arjun Astrid Ayşe Beatriz Benedikt Bilal Björn Bongani Camille Carlos \
        Chiara Chinedu Chloé Dae-jung Daria Deepika Diego Dmitri Ebony Efua Elif Elena Emeka Erik Esperanza Esther Farah \
        Fatima Felipe Fiona Freya Gabriel Giulia Grace Gustavo Hana Hannah Haruto Hassan Helena Hiroshi Ibrahim Ingrid \
        Isabela Ivan Jae-min Jamal Jana Jasper Javier Jérôme Joanna João José Julia Kaito Kamala Karim Katarzyna Keisha \
        Kofi Kwame Lars Leila Liam Linh Lucía Magnus Mai Malik Marcus Mariana Marta Mateo Mei Mehmet Michael Miriam \
        Mohammed Nadia Naoko Neha Niamh Nikolai Nomsa Noor Olga Olivia Omar Oscar Paolo Petra Priya Quentin Rachel Rafael \
        Rania Renée Ricardo Rohan Rosa Ruth Samira Sanjay Saoirse Sara Sean Seo-yeon Shreya Sibusiso Siobhán Sofía Sven \
        Tamar Tariq Tatiana Thandiwe Theo Tomás Tuan Ursula Valentina Victor Wanjiru Wei Xiomara Yara Yasmin Yuki Yusuf \
        Zainab Zoë Zuzana
        """)

    static let family = words(
        """
        Abara Adeyemi Aguilar Ahmadi Akerman Almeida Andersson Aoki Asante Aydın Baptiste Barros Bauer Becker Bello \
        Bergström Bhatt Bianchi Boateng Brennan Brzezicki Calloway Campos Carvalho Castellanos Chaudhry Chen Cho Costa \
        D'Amico D'Souza Dalgaard Danjuma Delacroix Demir Desai Dlamini Doherty Duarte Dvořák Eklund El-Sayed Eriksen \
        Espinoza Estrada Farouk Fernandes Ferrari Fischer Flores Fofanah Fontaine Fraser Fujimoto Gallagher García Gomes \
        Grünwald Gupta Haddad Hakimi Halvorsen Hashimoto Hernández Hoang Horvat Huang Ibarra Idowu Ito Iyer Jankowski \
        Jansen Kaplan Karlsson Kaur Kavanagh Khan Kim Kiplagat Kobayashi Kovač Kowalczyk Kumar Kurt Laurent Lefèvre Lim \
        Lindqvist Lombardi López Mahmoud Mancini Maphosa Marchetti Mbeki Medina Mendes Menon Mokoena Molina Moreau \
        Morgenstern Mutasa Müller Nakamura Navarro Ndlovu Nguyen Nilsen Novak Nwosu O'Brien O'Connell O'Donoghue Oduya \
        Okafor Okonkwo Oliveira Olsen Ortega Osei Otieno Öztürk Papadakis Parekh Park Patel Pereira Petrov Pham Pires \
        Quispe Rahman Ramírez Rao Reyes Rinaldi Romero Rossi Sahin Saito Salazar Santos Sato Schäfer Seidel Shah Sharma \
        Silva Sithole Soto Stein Suzuki Takeda Tamm Tanaka Thorsen Torres Tran Ueda Vargas Vega Vermeulen Villanueva \
        Virtanen Wagner Walsh Watanabe Weiss Whitlock Wójcik Yamada Yeo Yılmaz Zhang Zhou Zimmermann
        """)

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
